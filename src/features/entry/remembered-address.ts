const KEY = "address-to-confirm";

/** Keep the address for the next page of this tab; it stays out of the page's own address, which gets logged. */
export function rememberAddress(email: string): void {
  sessionStorage.setItem(KEY, email);
}

/** The address that was typed on the page before, as far as there was one. */
export function rememberedAddress(): string {
  return sessionStorage.getItem(KEY) ?? "";
}
