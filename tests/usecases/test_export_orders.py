"""Orders as CSV: a line for each leg."""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime

from lib.ports.figures import Amount
from lib.ports.orders import OrderFilter, OrderLeg, OrderLine, OrderPage
from lib.usecases.csv_lines import heading, lines_of
from lib.usecases.export_orders import order_columns, order_legs

AT = datetime(2025, 3, 3, 15, 0, tzinfo=UTC)


def leg(symbol: str, average_price: str | None) -> OrderLeg:
    return OrderLeg(
        action="Sell to Open",
        symbol=symbol,
        instrument_type="Equity Option",
        quantity=Amount("2"),
        remaining=Amount("0"),
        filled=Amount("2"),
        average_price=None if average_price is None else Amount(average_price),
        fills=(),
    )


def order(broker_id: str, *legs: OrderLeg) -> OrderLine:
    return OrderLine(
        account_id="a1",
        broker_id=broker_id,
        underlying="SPY",
        status="Filled",
        group="filled",
        type="Limit",
        time_in_force="Day",
        price=Amount("-1.25"),
        price_effect="Debit",
        stop_trigger=None,
        value=None,
        size=Amount("2"),
        legs=legs,
        received_at=AT,
        updated_at=AT,
        terminal_at=None,
        complex_order_id=None,
        complex_order_tag=None,
        reject_reason="=1+1",
    )


class Kept:
    """Implements lib.ports.orders.Orders with one order a page."""

    def __init__(self, orders: Sequence[OrderLine]) -> None:
        self._orders = orders

    async def orders(self, wanted: OrderFilter, *, after: str | None = None, limit: int) -> OrderPage:
        assert (wanted.underlying, limit) == ("SPY", 1000)
        place = int(after or 0)
        following = str(place + 1) if place + 1 < len(self._orders) else None
        return OrderPage(items=(self._orders[place],), next=following)


async def written(*orders: OrderLine) -> list[dict[str, str]]:
    """Write orders as the export does, and read the file."""
    listing, columns = order_legs(Kept(orders), OrderFilter(underlying="SPY")), order_columns({"a1": "Margin"})
    text, after = heading(columns), None
    while True:
        page = await listing.read(after)
        text += lines_of(columns, page.items)
        after = page.next
        if after is None:
            return list(csv.DictReader(io.StringIO(text)))


class TestOrdersAsCsv:
    async def test_have_a_line_for_each_leg_with_the_orders_own_cells(self) -> None:
        lines = await written(order("2", leg("PUT", "1.5"), leg("CALL", None)), order("1", leg("PUT", "3")))

        assert [(line["broker_id"], line["leg_symbol"], line["leg_average_price"]) for line in lines] == [
            ("2", "PUT", "1.5"),
            ("2", "CALL", ""),
            ("1", "PUT", "3"),
        ]
        assert {(line["account"], line["price"], line["leg_filled"]) for line in lines} == {("Margin", "-1.25", "2")}

    async def test_keep_an_order_without_legs(self) -> None:
        [line] = await written(order("1"))

        assert (line["broker_id"], line["leg_symbol"], line["leg_quantity"]) == ("1", "", "")

    async def test_run_nothing_in_a_spreadsheet(self) -> None:
        [line] = await written(order("1", leg("=cmd()", "1")))

        assert (line["reject_reason"], line["leg_symbol"]) == ("'=1+1", "'=cmd()")
