import { ButtonLink } from "@/ui/button";
import { Logo } from "@/ui/logo";

export default function NotFound() {
  return (
    <main className="mx-auto grid min-h-dvh max-w-100 content-center gap-6 px-5">
      <Logo />
      <div className="grid gap-2">
        <h1 className="text-xl font-semibold">There is nothing at this address</h1>
        <p className="text-muted">It may have been mistyped, or what was here has moved.</p>
      </div>
      <div>
        <ButtonLink href="/home">Go home</ButtonLink>
      </div>
    </main>
  );
}
