"use client";
import { useOrders } from "@/backend/orders";
import { countOf } from "@/shared/money";
import { Button, ButtonLink } from "@/ui/button";
import { Card } from "@/ui/card";
import { DataTable } from "@/ui/data-table";
import { MoreButton } from "@/ui/more-button";
import { TableSkeleton } from "@/ui/skeleton";
import { StaleNote } from "@/ui/stale-note";
import { Empty, Failed } from "@/ui/states";
import { ORDER_COLUMNS } from "./order-columns";
import { OrderDetails } from "./order-details";
import { OrderFilterBar } from "./order-filter-bar";
import { type OrderFilters } from "./order-filters";

/** The orders that the filters leave, newest first. */
export function OrdersCard({ filters }: { filters: OrderFilters }) {
  const orders = useOrders(filters.filter);
  const hasSome = !orders.isPending && !orders.isError && orders.data.items.length > 0;
  return (
    <Card
      title="Broker orders"
      note={
        hasSome
          ? `${countOf(orders.data.items.length, "order")}${orders.data.hasMore ? " so far" : ""}, newest first`
          : "Newest first"
      }
      flush
    >
      <div className="px-5 pb-3">
        <OrderFilterBar filters={filters} />
      </div>
      {orders.isPending && <TableSkeleton label="Loading the orders" rows={12} />}
      {orders.isError && <Failed what="The orders" message={orders.error.message} onRetry={orders.refetch} />}
      {!orders.isPending && !orders.isError && !hasSome && <NoOrders filters={filters} />}
      {hasSome && (
        <>
          {orders.stale && <StaleNote onRetry={orders.refetch} />}
          <DataTable
            label="Broker orders"
            columns={ORDER_COLUMNS}
            rows={orders.data.items}
            keyOf={({ account_id: account, broker_id: number }) => `${account} ${number}`}
            unfold={(order) => <OrderDetails order={order} />}
            unfoldLabel={({ broker_id: number }) => `Legs and fills of order ${number}`}
          />
          <MoreButton pages={orders.data} />
        </>
      )}
    </Card>
  );
}

function NoOrders({ filters: { filter, isNarrowed, hasPeriod, clear } }: { filters: OrderFilters }) {
  if (isNarrowed) {
    return (
      <Empty className="border-t" action={<Button onClick={clear}>Clear filters</Button>}>
        {filter.order
          ? `The broker has told us no order ${filter.order}${hasPeriod ? " of this period" : ""}.`
          : `No order matches these filters${hasPeriod ? " in this period" : ""}.`}
      </Empty>
    );
  }
  if (hasPeriod) return <Empty className="border-t">There are no orders in this period.</Empty>;
  return (
    <Empty
      className="border-t"
      action={
        <ButtonLink look="primary" href="/connections">
          Link an account
        </ButtonLink>
      }
    >
      There are no orders yet. They come with a linked account; files of transactions hold none.
    </Empty>
  );
}
