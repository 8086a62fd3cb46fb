/** Load a page of ours anew instead of moving to it, so that nothing of the session before stays in memory. */
export function openAfresh(path: string): void {
  window.location.assign(path);
}
