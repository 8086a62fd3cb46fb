"""Orders as CSV: a line for each leg, so that every number has a cell of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from lib.ports.orders import OrderFilter, OrderLeg, OrderLine, Orders
from lib.usecases.csv_lines import Column, columns_of
from lib.usecases.listings import LINES_PER_PAGE, Listing


@dataclass(frozen=True, slots=True)
class OrderLegLine:
    """A leg and the order it belongs to; an order without legs has a line all the same."""

    order: OrderLine
    leg: OrderLeg | None


@dataclass(frozen=True, slots=True)
class OrderLegPage:
    """One page of orders, leg by leg."""

    items: tuple[OrderLegLine, ...]
    next: str | None


def order_legs(orders: Orders, wanted: OrderFilter) -> Listing[OrderLegLine]:
    """Return the legs of orders."""

    async def read(after: str | None) -> OrderLegPage:
        page = await orders.orders(wanted, after=after, limit=LINES_PER_PAGE)
        lines = tuple(OrderLegLine(order, leg) for order in page.items for leg in order.legs or (None,))
        return OrderLegPage(lines, page.next)

    return Listing(OrderLegLine, read, derived=False)


def order_columns(names: Mapping[str, str]) -> list[Column[OrderLegLine]]:
    """Return a column for each field of an order and of a leg, fills only summed up."""
    orders = [Column(one.heading, of_order(one.write)) for one in columns_of(OrderLine, names=names, without=("legs",))]
    legs = [
        Column(f"leg_{one.heading}", of_leg(one.write)) for one in columns_of(OrderLeg, names=names, without=("fills",))
    ]
    return [*orders, *legs]


def of_order(write: Callable[[Any], str]) -> Callable[[OrderLegLine], str]:
    """Write the order's cell."""
    return lambda line: write(line.order)


def of_leg(write: Callable[[Any], str]) -> Callable[[OrderLegLine], str]:
    """Write the leg's cell; nothing where there is none."""
    return lambda line: "" if line.leg is None else write(line.leg)
