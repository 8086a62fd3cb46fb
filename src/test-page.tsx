import { render } from "@testing-library/react";
import { NuqsTestingAdapter } from "nuqs/adapters/testing";
import { type ReactNode } from "react";
import { SWRConfig } from "swr";

/**
 * Show something as on a page whose address ends with `search`.
 *
 * Nothing is remembered from before, and what was read is kept where the app keeps it, so that having it read anew
 * works as it does there. A question that a test leaves without an answer must not be asked again by the next one.
 */
export function showPage(content: ReactNode, search = ""): void {
  const { cache } = SWRConfig.defaultValue;
  for (const key of [...cache.keys()]) cache.delete(key);
  render(
    <SWRConfig value={{ dedupingInterval: 0, shouldRetryOnError: false }}>
      <NuqsTestingAdapter searchParams={search} hasMemory>
        {content}
      </NuqsTestingAdapter>
    </SWRConfig>,
  );
}

/** What a tooltip is about, for `getByText(tip("Exactly this"))`. */
export const tip = (text: string) => (_: string, element: Element | null) => element?.getAttribute("data-tip") === text;
