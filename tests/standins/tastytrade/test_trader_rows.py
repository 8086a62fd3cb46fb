"""The demo account's rows: they add up, they are in order, and nothing is sold that is not held."""

import json
from collections import Counter, defaultdict
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from dev.standins.tastytrade.market import calendar, make_market
from dev.standins.tastytrade.market.instruments import instrument
from dev.standins.tastytrade.trader import NUMBER, demo_account
from dev.standins.tastytrade.trader.life import Life
from tests.parts import where
from tests.standins.tastytrade.replaying import ACCOUNT, FEES, ORDERS, ROWS, UNTIL, Replay, executed, of, signed


class TestARow:
    def test_has_a_net_value_of_its_value_and_its_fees(self) -> None:
        wrong = [
            row
            for row in ROWS
            if signed(row, "net-value") != signed(row, "value") + sum(signed(row, fee) for fee in FEES)
        ]

        assert wrong == []

    def test_has_a_value_of_price_times_quantity_times_multiplier_unless_it_is_a_future(self) -> None:
        traded = [row for row in ROWS if row["transaction-type"] == "Trade" and row["instrument-type"] != "Future"]
        multipliers = ACCOUNT.multipliers

        wrong = [
            row
            for row in traded
            if abs(
                Decimal(row["price"]) * Decimal(row["quantity"]) * multipliers[row["symbol"]] - Decimal(row["value"])
            )
            > Decimal("0.005")
        ]

        assert wrong == []

    def test_writes_amounts_as_text_without_a_sign(self) -> None:
        amounts = {
            value
            for row in ROWS
            for name, value in row.items()
            if f"{name}-effect" in row or name in {"price", "quantity"}
        }

        assert all(isinstance(amount, str) and Decimal(amount) >= 0 for amount in amounts)

    def test_leaves_out_what_does_not_apply(self) -> None:
        assert not [row for row in ROWS if None in row.values()]
        assert not [row for row in of("Deposit", "Money Movement") if "symbol" in row or "order-id" in row]

    def test_carries_what_it_cost_to_the_tenth_of_a_cent(self) -> None:
        places = Counter(len(row["regulatory-fees"].partition(".")[2]) for row in of("Sell to Open"))

        assert max(places) == 3

    def test_trades_shares_and_their_options_only_while_the_market_is_open(self) -> None:
        market = make_market()
        at_night = [
            row
            for row in ROWS
            if row["transaction-type"] == "Trade"
            and row["instrument-type"] in {"Equity", "Equity Option"}
            and not market.is_open(executed(row))
        ]

        assert at_night == []

    @pytest.mark.needs("shared")
    def test_has_only_fields_of_the_published_api(self) -> None:
        published = Path(where("shared")) / "data/tastytrade/openapi/transactions.json"
        fields = json.loads(published.read_text())["definitions"]["Transaction"]["properties"]

        assert {name for row in ROWS for name in row} <= fields.keys()


class TestTheHistory:
    def test_is_in_the_order_of_time_and_of_ids(self) -> None:
        moments, ids = [executed(row) for row in ROWS], [row["id"] for row in ROWS]

        assert moments == sorted(moments)
        assert ids == sorted(set(ids))

    def test_never_closes_more_than_is_held_and_never_opens_against_a_holding(self) -> None:
        assert Replay().read(ROWS).refused == []

    def test_replays_to_what_the_trader_holds(self) -> None:
        life = Life(NUMBER)
        life.until(UNTIL)

        assert Replay().read(ROWS).held == {what.symbol: held for what, held in life.ledger.holdings.each()}

    def test_leaves_nothing_in_a_contract_that_has_ended(self) -> None:
        replay, left = Replay(), []
        by_day: dict[str, list[dict[str, object]]] = defaultdict(list)
        for row in ROWS:
            by_day[row["transaction-date"]].append(row)

        for day, rows in by_day.items():
            replay.read(rows)
            for symbol in replay.held:
                known = instrument(symbol, date.fromisoformat(day))
                if known is None or known.ends_at.date() <= date.fromisoformat(day):
                    left.append((day, symbol))

        assert left == []

    @pytest.mark.parametrize("day", [date(2024, 12, 31), date(2025, 11, 16), date(2026, 4, 18)])
    def test_only_grows_with_a_later_day(self, day: date) -> None:
        shorter = Life(NUMBER)  # of its own: it knows nothing of what came later

        shorter.until(day)

        rows, orders = shorter.ledger.rows, shorter.ledger.orders
        assert rows == ROWS[: len(rows)]
        assert orders == ORDERS[: len(orders)]
        assert ROWS[len(rows)]["transaction-date"] > day.isoformat()

    def test_is_the_same_for_a_day_whatever_was_asked_before(self) -> None:
        day = date(2025, 6, 13)
        alone = Life(NUMBER)

        later, earlier = demo_account(date(2025, 9, 1)), demo_account(day)

        assert (earlier.transactions, earlier.orders) == alone.history(day)
        assert len(later.transactions) > len(earlier.transactions)

    def test_is_empty_before_the_account_was_opened(self) -> None:
        assert demo_account(date(2024, 11, 24)).transactions == []

    def test_is_the_same_every_time(self) -> None:
        once, again = Life(NUMBER), Life(NUMBER)

        once.until(date(2025, 3, 31))
        again.until(date(2025, 3, 31))

        assert once.ledger.rows == again.ledger.rows

    def test_is_that_of_an_ordinary_account(self) -> None:
        assert 2500 <= len(ROWS) <= 4200
        assert executed(ROWS[0]).date() == date(2024, 11, 25)
        assert ROWS[0]["description"] == "ACH DEPOSIT"

    def test_never_loses_the_account(self) -> None:
        life, worth, day = Life(NUMBER), [], date(2024, 11, 29)

        while day <= UNTIL:
            life.until(day)
            worth.append(_net_liquidating_value(life, day))
            day += timedelta(days=7)

        assert min(worth) > 20_000
        assert max(worth) < 150_000


class TestAFuture:
    def test_earns_in_cash_what_its_prices_say(self) -> None:
        multipliers = ACCOUNT.multipliers
        moved: dict[str, Decimal] = defaultdict(Decimal)
        booked: dict[str, Decimal] = defaultdict(Decimal)
        for row in ROWS:
            if row.get("instrument-type") == "Future":
                booked[row["symbol"]] += signed(row, "value")
                side = {"Buy": -1, "Sell": 1}.get(row.get("action", ""), 0)
                price = Decimal(row.get("price", "0"))
                moved[row["symbol"]] += side * price * Decimal(row["quantity"]) * multipliers[row["symbol"]]
        flat = booked.keys() - Replay().read(ROWS).held.keys()

        assert len(flat) > 20
        assert {symbol: booked[symbol] for symbol in flat} == {symbol: moved[symbol] for symbol in flat}

    def test_is_marked_every_day_it_is_held_over_night(self) -> None:
        marked = {(row["symbol"], row["transaction-date"]) for row in of("Mark to Market", "Money Movement")}
        replay, expected = Replay(), set()
        days = sorted({row["transaction-date"] for row in ROWS})

        for day in days:
            replay.read(row for row in ROWS if row["transaction-date"] == day)
            if calendar.is_session(date.fromisoformat(day)):
                expected |= {(symbol, day) for symbol in replay.held if symbol.startswith("/")}

        assert marked == expected


def _net_liquidating_value(life: Life, day: date) -> Decimal:
    at = calendar.closing_moment(calendar.session_on_or_before(day))
    held = [
        life.market.price(what, at) * quantity * what.multiplier
        for what, quantity in life.ledger.holdings.each()
        if what.instrument_type != "Future"  # settled in cash every night
    ]
    return life.ledger.cash + sum(held, Decimal(0))
