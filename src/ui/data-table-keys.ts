import { type KeyboardEvent } from "react";

/** `j` and `k` go to the next and the previous row's link or button; right and left unfold the row and fold it. */
export function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.key === "j" || event.key === "k") {
    const stops = stopsIn(event.currentTarget);
    const here = stops.findIndex((stop) => stop.closest("tr") === document.activeElement?.closest("tr"));
    stops[event.key === "j" ? here + 1 : Math.max(here - 1, 0)]?.focus();
    event.stopPropagation();
  } else if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
    const button = (event.target as Element).closest("tr")?.querySelector<HTMLElement>("button[aria-expanded]");
    if (!button) return;
    if (button.ariaExpanded !== String(event.key === "ArrowRight")) button.click();
    event.preventDefault();
    event.stopPropagation();
  }
}

/** Where a row is entered: its link where it has one, else the button that unfolds it. Tables inside count as theirs. */
function stopsIn(table: HTMLElement): HTMLElement[] {
  const stops = [...table.querySelectorAll<HTMLElement>("[data-row]")].filter(
    (stop) => stop.closest("[role=region]") === table,
  );
  return stops.filter((stop, at) => stop.closest("tr") !== stops[at + 1]?.closest("tr"));
}

function isTyping(target: EventTarget): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
