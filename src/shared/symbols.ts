const LISTED_OPTION =
  /^(?<root>[A-Z0-9./]{1,6}) *(?<year>\d{2})(?<month>\d{2})(?<day>\d{2})(?<right>[CP])(?<dollars>\d{5})(?<mills>\d{3})$/;

/** A symbol as traders say it: "GGLL  251121C00095000" is "GGLL 11/21/25 95 C"; a stock's stays as it is. */
export function spoken(symbol: string): string {
  const parts = LISTED_OPTION.exec(symbol)?.groups;
  if (!parts) return symbol;
  const { root, year, month, day, right, dollars = "", mills = "" } = parts;
  const strike = `${dollars.replace(/^0+(?=\d)/, "")}.${mills}`.replace(/\.?0+$/, "");
  return `${root} ${month}/${day}/${year} ${strike} ${right}`;
}
