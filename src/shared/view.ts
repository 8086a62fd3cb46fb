/** Whose rules an assigned or exercised option is booked by; the figures of the two are never added up together. */
export const VIEWS = ["broker", "fold"] as const;
export type View = (typeof VIEWS)[number];

export const VIEW_LABELS: Record<View, string> = { broker: "Broker", fold: "Folded" };

/** What each view means, for whoever hovers over it. */
export const VIEW_WORDS: Record<View, string> = {
  broker:
    "As tastytrade books it: an assigned or exercised option ends at nothing, its premium is profit then, and the stock is delivered at the strike.",
  fold: "As the tax office sees it: the premium and fees of an assigned or exercised option become part of what the stock cost or brought.",
};
