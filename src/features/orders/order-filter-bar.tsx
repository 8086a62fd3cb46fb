"use client";
import { useCallback } from "react";
import { type OrderGroup } from "@/backend/orders";
import { Button } from "@/ui/button";
import { Select } from "@/ui/field";
import { SearchInput } from "@/ui/search-input";
import { GROUPS, type OrderFilters } from "./order-filters";

const WHILE_TYPING = 300; // milliseconds
const LONGEST = { search: 100, underlying: 40 }; // characters that can be looked for

/** Which orders are shown: text in them, their underlying, what became of them, or a single one. */
export function OrderFilterBar({ filters: { filter, change, clear, isNarrowed } }: { filters: OrderFilters }) {
  const search = useCallback((typed: string) => change({ q: typed || null }), [change]);
  const ofUnderlying = useCallback((typed: string) => change({ underlying: typed || null }), [change]);
  return (
    <div role="search" aria-label="Orders" className="flex flex-wrap items-center gap-2">
      <SearchInput
        label="Search orders"
        value={filter.search ?? ""}
        onChange={search}
        delay={WHILE_TYPING}
        maxLength={LONGEST.search}
        className="w-full sm:w-64"
      />
      <SearchInput
        label="Underlying"
        value={filter.underlying ?? ""}
        onChange={ofUnderlying}
        delay={WHILE_TYPING}
        maxLength={LONGEST.underlying}
        isOnSlash={false}
        className="w-32"
      />
      <Select
        label="Status"
        isLabelHidden
        value={filter.group ?? ""}
        onChange={(event) => change({ status: (event.target.value || null) as OrderGroup | null })}
        className="w-44 [&_select]:h-8 [&_select]:text-sm"
      >
        <option value="">All states</option>
        {Object.entries(GROUPS).map(([group, words]) => (
          <option key={group} value={group}>
            {words}
          </option>
        ))}
      </Select>
      {filter.order && (
        <Button size="small" onClick={() => change({ order: null })}>
          Only order {filter.order} <span aria-hidden>×</span>
        </Button>
      )}
      {isNarrowed && (
        <Button size="small" look="quiet" onClick={clear}>
          Clear filters
        </Button>
      )}
    </div>
  );
}
