"use client";
import { type RefObject, useEffect, useRef, useState } from "react";
import { cn } from "@/shared/cn";
import { inputLook } from "./field";

interface SearchInputProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** How long to wait for more typing before anybody is told, in milliseconds. */
  delay?: number;
  maxLength?: number;
  /** Whether `/` puts the cursor here; at most one input of a page. */
  isOnSlash?: boolean;
  className?: string;
}

/** What is looked for; `/` puts the cursor here from anywhere on the page. */
export function SearchInput({
  label,
  value,
  onChange,
  delay = 0,
  maxLength,
  isOnSlash = true,
  className,
}: SearchInputProps) {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(value);
  const [told, setTold] = useState(value);
  if (value !== told) {
    setTold(value);
    setTyped(value);
  }
  useFocusOnSlash(input, isOnSlash);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onChange(typed), delay);
    return () => clearTimeout(timer);
  }, [typed, value, onChange, delay]);
  return (
    <input
      ref={input}
      type="search"
      aria-label={label}
      placeholder={isOnSlash ? `${label} ( / )` : label}
      value={typed}
      maxLength={maxLength}
      onChange={(event) => setTyped(event.target.value)}
      className={cn(inputLook, "h-8 text-sm", className)}
    />
  );
}

function useFocusOnSlash(input: RefObject<HTMLInputElement | null>, isOn: boolean) {
  useEffect(() => {
    if (!isOn) return;
    const focus = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
      if (event.key !== "/" || isTyping) return;
      event.preventDefault();
      input.current?.focus();
    };
    window.addEventListener("keydown", focus);
    return () => window.removeEventListener("keydown", focus);
  }, [input, isOn]);
}
