import { cva, type VariantProps } from "class-variance-authority";
import Link from "next/link";
import { type ComponentProps } from "react";
import { cn } from "@/shared/cn";

const button = cva(
  "inline-flex items-center justify-center gap-2 rounded-md font-medium whitespace-nowrap transition-colors disabled:opacity-55 aria-disabled:opacity-55",
  {
    variants: {
      look: {
        primary: "bg-accent text-on-accent hover:bg-accent-strong",
        plain: "border border-line-strong bg-card text-ink hover:bg-sunken",
        quiet: "text-muted hover:bg-sunken hover:text-ink",
        danger: "border border-line-strong bg-card text-loss hover:border-loss hover:bg-loss-soft",
      },
      size: { small: "h-8 px-3 text-sm", normal: "h-9 px-4 text-base", large: "h-11 px-5 text-lg", icon: "size-9" },
    },
    defaultVariants: { look: "plain", size: "normal" },
  },
);

type Look = VariantProps<typeof button>;

/** A button; while `isBusy` it says so and cannot be pressed again. */
export function Button({
  look,
  size,
  isBusy = false,
  className,
  disabled,
  ...rest
}: ComponentProps<"button"> & Look & { isBusy?: boolean }) {
  return (
    <button
      type="button"
      disabled={disabled || isBusy}
      aria-busy={isBusy || undefined}
      className={cn(button({ look, size }), isBusy && "cursor-progress", className)}
      {...rest}
    />
  );
}

/** A link that looks like a button. */
export function ButtonLink({ look, size, className, ...rest }: ComponentProps<typeof Link> & Look) {
  return <Link className={cn(button({ look, size }), className)} {...rest} />;
}

/** A link inside a sentence. */
export function TextLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link
      className={cn(
        "rounded-sm text-accent underline decoration-line-strong underline-offset-4 hover:decoration-accent",
        className,
      )}
      {...rest}
    />
  );
}
