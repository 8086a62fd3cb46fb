"use client";
import { ordersAddress } from "@/backend/orders";
import { DownloadLink } from "@/ui/download-link";
import { PageHeader } from "@/ui/page";
import { useOrderFilters } from "./order-filters";
import { OrdersCard } from "./orders-card";

/** The orders of linked accounts as the broker last told them, and a way to take them away. */
export function Orders() {
  const filters = useOrderFilters();
  return (
    <>
      <PageHeader
        title="Orders"
        actions={
          <DownloadLink href={ordersAddress(filters.filter)}>
            {filters.isNarrowed || filters.hasPeriod ? "Export these as CSV" : "Export all as CSV"}
          </DownloadLink>
        }
      >
        What you asked the broker for, filled or not. The figures come from transactions, never from orders.
      </PageHeader>
      <OrdersCard filters={filters} />
    </>
  );
}
