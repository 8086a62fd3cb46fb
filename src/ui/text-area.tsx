"use client";
import { type ComponentProps, useId } from "react";
import { cn } from "@/shared/cn";
import { inputLook } from "./field";

/** A labelled text of several lines. */
export function TextArea({ label, className, ...area }: ComponentProps<"textarea"> & { label: string }) {
  const id = useId();
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <textarea id={id} rows={3} className={cn(inputLook, "h-auto py-2", className)} {...area} />
    </div>
  );
}
