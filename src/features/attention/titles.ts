const TITLES: Record<string, string> = {
  unmatched_close: "Closed without an opening",
  effect_mismatch: "Opened against an open position",
  unpaired_corporate_action: "Half of a corporate action is missing",
  corporate_action_mismatch: "A corporate action of the other side",
  unpaired_reversal: "A reversal without the row it takes back",
  no_quantity: "A trade without a quantity",
  unlikely_price: "A price that cannot be",
  transferred_out: "Left the account by transfer",
  "basis:drip_price": "Cost taken from a reinvested dividend's price",
  "basis:acat_mark": "Cost taken from the price on the day of transfer",
  "basis:zero_cost": "Came without a cost",
  "basis:carried_cost": "Cost carried over from before the first row",
  not_booked: "An instrument whose profit is not worked out",
  unknown_type: "A type of row that is not known",
  unclassified_cash: "Cash that could not be told",
  foreign_currency: "In another currency",
  missing_expiration: "Expired long ago, and no row says how it ended",
  not_at_broker: "Only in a file, though the broker told these days",
  multiplier_assumed: "Contract size taken from our own table",
  unknown_multiplier: "Contract size is not known",
  cash_disagreement: "A future's prices and cash do not agree",
  multiplier_disagreement: "Cash, price and quantity do not agree",
};

/** What an item is about in a few plain words; a code from a newer server is shown as it is. */
export function titleOf(code: string): string {
  const words = code.replace(/[_:]+/g, " ").trim();
  return TITLES[code] ?? words.charAt(0).toUpperCase() + words.slice(1);
}
