import { type ReactNode } from "react";

const STEPS: ReactNode[] = [
  <>
    Sign in at <Outside href="https://my.tastytrade.com">my.tastytrade.com</Outside>. Two-factor sign-in must be on:
    without it tastytrade grants nobody the scope “read”.
  </>,
  <>
    Press <b>Manage</b>, then <b>My Profile</b>, then <b>API</b>, then <b>OAuth Applications</b>.
  </>,
  <>
    Press <b>New OAuth client</b>. Give it any name, and of the scopes choose <b>read</b> only. If it asks for a
    redirect address, any https address of yours will do: it is not used.
  </>,
  <>
    Copy the <b>client secret</b>. It is shown once.
  </>,
  <>
    At the new application press <b>Manage</b>, then <b>Create Grant</b>, and copy the <b>refresh token</b>.
  </>,
  <>Paste both below.</>,
];

/** What to press on tastytrade's site, step by step. */
export function HowTo() {
  return (
    <div className="grid gap-3">
      <ol className="grid max-w-2xl list-decimal gap-2 pl-5 marker:text-muted marker:tabular-nums">
        {STEPS.map((step, index) => (
          <li key={index} className="pl-1">
            {step}
          </li>
        ))}
      </ol>
      <p className="max-w-2xl text-sm text-muted">
        Your password and your one-time codes stay on tastytrade&apos;s site: we never ask for them. You can delete the
        grant there at any time; then we read nothing more.
      </p>
    </div>
  );
}

function Outside({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      className="rounded-sm text-accent underline decoration-line-strong underline-offset-4 hover:decoration-accent"
    >
      {children}
    </a>
  );
}
