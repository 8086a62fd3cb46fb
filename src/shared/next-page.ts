/** The page to go to after signing in: one of ours, whatever the address asks for. */
export function pageAfterSignIn(asked: string | null | undefined): string {
  const isOurs = asked?.startsWith("/") && !/^\/[/\\]/.test(asked) && !/[\s\\]/.test(asked);
  return isOurs && asked ? asked : "/home";
}
