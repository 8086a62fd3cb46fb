"use client";
import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import { type ReactNode } from "react";
import { cn } from "@/shared/cn";

interface ModalProps {
  title: string;
  description?: ReactNode;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  children: ReactNode;
  /** A box in the middle, or a sheet from the bottom, as a phone's menu. */
  as?: "box" | "sheet";
}

const PLACES = {
  box: "top-1/2 left-1/2 w-[min(28rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 rounded-lg",
  sheet: "inset-x-0 bottom-0 rounded-t-lg pb-[max(1.25rem,env(safe-area-inset-bottom))]",
};

/** A dialogue that holds the keyboard until it is closed. */
export function Modal({ title, description, isOpen, onOpenChange, children, as = "box" }: ModalProps) {
  return (
    <Dialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-[#0f1115]/50" />
        <Dialog.Content
          {...(!description && { "aria-describedby": undefined })}
          className={cn("fixed z-50 grid max-h-[90dvh] gap-4 overflow-y-auto border bg-card p-5", PLACES[as])}
        >
          <div className="flex items-start justify-between gap-4">
            <Dialog.Title className="text-lg font-semibold">{title}</Dialog.Title>
            <Dialog.Close aria-label="Close" className="rounded-sm p-1 text-muted hover:text-ink">
              <X aria-hidden className="size-4" />
            </Dialog.Close>
          </div>
          {description && <Dialog.Description className="-mt-2 text-muted">{description}</Dialog.Description>}
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
