"use client";
import { useAccounts } from "@/backend/accounts";
import { useFilters } from "@/shared/filters";
import { Select } from "@/ui/field";
import { Skeleton } from "@/ui/skeleton";

/** Whose figures are shown: one account's, or all of them together. */
export function AccountSelector() {
  const accounts = useAccounts();
  const { account, change } = useFilters();
  if (accounts.isPending) return <Skeleton className="h-8 w-28 rounded-md sm:w-44" />;
  const known = accounts.isError ? [] : accounts.data;
  return (
    <Select
      label="Account"
      isLabelHidden
      value={account ?? ""}
      onChange={(event) => change({ account: event.target.value || null })}
      className="w-28 sm:w-44 [&_select]:h-8 [&_select]:pr-1 [&_select]:pl-2 [&_select]:text-sm sm:[&_select]:pl-3"
    >
      <option value="">All accounts</option>
      {known.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </Select>
  );
}
