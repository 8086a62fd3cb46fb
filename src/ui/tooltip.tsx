"use client";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "react";

const HOVER_DELAY = 300; // milliseconds
const GAP = 6; // pixels
const MARKED = "[data-tip]";

interface Tip {
  anchor: HTMLElement;
  text: string;
}

/**
 * What is said about whatever carries `data-tip`: on hovering, on focus in it, on a tap; Escape takes it away.
 *
 * One for the whole page: a table shows thousands of figures, each of which has its exact value to tell.
 */
export function TooltipLayer() {
  const [tip, setTip] = useState<Tip>();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => listen(setTip, box), []);

  useLayoutEffect(() => {
    if (!tip || !box.current) return;
    place(box.current, tip.anchor);
    const focused = document.activeElement;
    const described = focused && tip.anchor.contains(focused) ? focused : tip.anchor;
    const before = described.getAttribute("aria-describedby");
    described.setAttribute("aria-describedby", before ? `${before} ${id}` : id);
    return () => {
      if (before) described.setAttribute("aria-describedby", before);
      else described.removeAttribute("aria-describedby");
    };
  }, [tip, id]);

  if (!tip) return null;
  return (
    <div
      ref={box}
      id={id}
      role="tooltip"
      className="fixed z-60 max-w-[min(20rem,calc(100vw-1rem))] rounded-md bg-ink px-2.5 py-1.5 text-xs text-canvas"
    >
      {tip.text}
    </div>
  );
}

/** Follow the pointer, the focus and the fingers; returns how to stop. */
function listen(show: (tip?: Tip) => void, box: { current: HTMLElement | null }): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const showFor = (target: EventTarget | null, delay = 0) => {
    clearTimeout(timer);
    const tip = tipOf(target);
    if (tip && delay) timer = setTimeout(() => show(tip), delay);
    else show(tip);
  };
  const isInside = (target: EventTarget | null) => target instanceof Node && !!box.current?.contains(target);
  const stop = new AbortController();
  const on = <Name extends keyof DocumentEventMap>(name: Name, then: (event: DocumentEventMap[Name]) => void) =>
    document.addEventListener(name, then, { capture: true, signal: stop.signal });
  on("pointerover", ({ target, pointerType }) => {
    if (pointerType !== "touch" && !isInside(target)) showFor(target, HOVER_DELAY);
  });
  on("pointerup", ({ target, pointerType }) => pointerType === "touch" && !isInside(target) && showFor(target));
  on("focusin", ({ target }) => showFor(target));
  on("focusout", () => showFor(null));
  on("scroll", () => showFor(null));
  on("keydown", ({ key }) => key === "Escape" && showFor(null));
  return () => {
    clearTimeout(timer);
    stop.abort();
  };
}

function tipOf(target: EventTarget | null): Tip | undefined {
  const anchor = target instanceof Element ? target.closest<HTMLElement>(MARKED) : null;
  return anchor?.dataset.tip ? { anchor, text: anchor.dataset.tip } : undefined;
}

/** Put a box above what it is about, below where there is no room, and never outside of the window. */
function place(box: HTMLElement, anchor: HTMLElement): void {
  const [own, its] = [box.getBoundingClientRect(), anchor.getBoundingClientRect()];
  const above = its.top - own.height - GAP;
  const left = its.left + its.width / 2 - own.width / 2;
  box.style.top = `${above >= GAP ? above : its.bottom + GAP}px`;
  box.style.left = `${Math.max(GAP, Math.min(left, window.innerWidth - own.width - GAP))}px`;
}
