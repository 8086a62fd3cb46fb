"use client";
import { useCallback } from "react";
import { type InstrumentType } from "@/backend/rows";
import { Button } from "@/ui/button";
import { Select } from "@/ui/field";
import { SearchInput } from "@/ui/search-input";
import { INSTRUMENT_TYPES, KINDS, type RowFilters } from "./row-filters";

const WHILE_TYPING = 300; // milliseconds
const LONGEST = 100; // characters that can be looked for

/** Which rows are shown: text in them, their underlying, type of instrument and kind. */
export function RowFilterBar({ filters: { filter, change, clear, isNarrowed } }: { filters: RowFilters }) {
  const search = useCallback((typed: string) => change({ q: typed || null }), [change]);
  const ofUnderlying = useCallback((typed: string) => change({ underlying: typed || null }), [change]);
  return (
    <div role="search" aria-label="Rows" className="flex flex-wrap items-center gap-2">
      <SearchInput
        label="Search rows"
        value={filter.search ?? ""}
        onChange={search}
        delay={WHILE_TYPING}
        maxLength={LONGEST}
        className="w-full sm:w-64"
      />
      <SearchInput
        label="Underlying"
        value={filter.underlying ?? ""}
        onChange={ofUnderlying}
        delay={WHILE_TYPING}
        maxLength={LONGEST}
        isOnSlash={false}
        className="w-32"
      />
      <Select
        label="Instrument"
        isLabelHidden
        value={filter.instrumentType ?? ""}
        onChange={(event) => change({ type: (event.target.value || null) as InstrumentType | null })}
        className="w-40 [&_select]:h-8 [&_select]:text-sm"
      >
        <option value="">All instruments</option>
        {INSTRUMENT_TYPES.map((type) => (
          <option key={type}>{type}</option>
        ))}
      </Select>
      <KindSelect kind={filter.kind} onChoose={(kind) => change({ kind })} />
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

function KindSelect({ kind, onChoose }: { kind?: string; onChoose: (kind: string | null) => void }) {
  const isKnown = !kind || Object.entries(KINDS).some(([type, subTypes]) => type === kind || subTypes.includes(kind));
  return (
    <Select
      label="Kind"
      isLabelHidden
      value={kind ?? ""}
      onChange={(event) => onChoose(event.target.value || null)}
      className="w-44 [&_select]:h-8 [&_select]:text-sm"
    >
      <option value="">All kinds</option>
      {!isKnown && <option>{kind}</option>}
      {Object.entries(KINDS).map(([type, subTypes]) => (
        <optgroup key={type} label={type}>
          <option value={type}>All of {type}</option>
          {subTypes.map((subType) => (
            <option key={subType}>{subType}</option>
          ))}
        </optgroup>
      ))}
    </Select>
  );
}
