/** Locks as browsers have them, one holder after the other; jsdom has none. */
export function giveBrowserLocks(): void {
  let last: Promise<unknown> = Promise.resolve();
  const request = (_name: string, hold: () => Promise<unknown>) => {
    const mine = last.then(hold);
    last = mine.catch(() => undefined);
    return mine;
  };
  Object.defineProperty(navigator, "locks", { value: { request }, configurable: true });
}
