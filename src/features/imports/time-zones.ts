const TRADERS_ZONES = ["America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"];

/** The reader's own zone and those of most of tastytrade's customers. */
export function likelyTimeZones(): string[] {
  return [...new Set([Intl.DateTimeFormat().resolvedOptions().timeZone, ...TRADERS_ZONES])];
}

/** Every other zone the browser knows. */
export function allTimeZones(): string[] {
  const likely = new Set(likelyTimeZones());
  return Intl.supportedValuesOf("timeZone").filter((zone) => !likely.has(zone));
}
