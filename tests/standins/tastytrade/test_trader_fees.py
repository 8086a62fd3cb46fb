"""Fees: the published schedule, and the amounts of recorded rows."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest

from dev.standins.tastytrade.market.instruments import Instrument, instrument
from dev.standins.tastytrade.trader.fees import Fees, delivery_fees, sale_fees, trade_fees
from tests.standins.tastytrade.replaying import ROWS, of

DAY = date(2025, 3, 3)


def known(symbol: str) -> Instrument:
    found = instrument(symbol, DAY)
    assert found is not None
    return found


def fees(symbol: str, quantity: int, value: str, *, charged: str | None = "0", day: date = DAY) -> Fees:
    already = None if charged is None else Decimal(charged)
    return trade_fees(known(symbol), Decimal(quantity), Decimal(value), day, already)


class TestAnOptionOnAShare:
    def test_costs_a_dollar_to_open_and_nothing_to_close(self) -> None:
        assert fees("SPY   250417P00550000", 3, "-600").commission == Decimal(3)
        assert fees("SPY   250417P00550000", 3, "600", charged=None).commission == 0

    def test_costs_no_more_than_ten_dollars_a_leg(self) -> None:
        assert fees("F     250417P00011000", 15, "-600").commission == Decimal(10)
        assert fees("F     250417P00011000", 5, "-200", charged="8").commission == Decimal(2)

    def test_pays_a_dime_a_contract_for_clearing(self) -> None:
        assert fees("SPY   250417P00550000", 3, "-600").clearing == Decimal("0.30")

    def test_pays_the_regulators_more_when_it_is_sold(self) -> None:
        # 2 x 0.02295 = 0.046; sold: + 2 x 0.00279 + 0.0000278 x 500.00 = 0.019
        assert fees("SPY   250417P00550000", 2, "-500").regulatory == Decimal("0.046")
        assert fees("SPY   250417P00550000", 2, "500").regulatory == Decimal("0.065")


class TestAnIndexOption:
    def test_pays_the_exchange_for_the_index(self) -> None:
        assert fees("SPXW  250307P05500000", 2, "-500").index == Decimal("1.30")
        assert fees("XSP   250307P00550000", 2, "-500").index == Decimal("0.14")

    def test_has_no_cap(self) -> None:
        assert fees("SPXW  250307P05500000", 15, "-600").commission == Decimal(15)


class TestAShare:
    def test_costs_clearing_and_on_a_sale_the_regulators(self) -> None:
        # Recorded: buying 100 shares cost 0.08.
        assert fees("KO", 100, "-6400") == Fees(clearing=Decimal("0.080"))
        # 100 x 0.000166 + 0.0000278 x 6400 = 0.195
        assert fees("KO", 100, "6400", charged=None).regulatory == Decimal("0.195")

    @pytest.mark.parametrize(("day", "fee"), [("2025-05-13", "0.278"), ("2025-05-14", "0"), ("2026-04-04", "0.206")])
    def test_follows_the_sec_when_it_changes_its_rate(self, day: str, fee: str) -> None:
        assert sale_fees(Decimal(0), Decimal(10_000), date.fromisoformat(day)) == Decimal(fee)


class TestAFuture:
    def test_costs_the_same_on_both_sides(self) -> None:
        opened, closed = fees("/ESH5", 1, "0"), fees("/ESH5", 1, "125", charged=None)

        assert opened == closed
        assert opened.total == Decimal("2.95")  # 1.25 + 0.30 + 1.40

    def test_costs_less_when_it_is_a_micro(self) -> None:
        assert fees("/MESH5", 1, "0").total == Decimal("1.52")  # 0.85 + 0.30 + 0.37
        assert fees("./MESH5EX1H5 250307P5800", 1, "60").commission == Decimal("0.75")


class TestACoin:
    def test_costs_nothing_beside_its_price(self) -> None:
        assert fees("BTC/USD", 1, "-100").total == 0


class TestADelivery:
    def test_costs_five_dollars(self) -> None:
        assert delivery_fees(Decimal(300), Decimal(-3300), DAY) == Fees(clearing=Decimal(5))

    def test_costs_the_regulators_part_on_top_when_shares_are_sold(self) -> None:
        # 300 x 0.000166 + 0.0000278 x 3300 = 0.142
        assert delivery_fees(Decimal(300), Decimal(3300), DAY).regulatory == Decimal("0.142")


class TestTheDemoAccount:
    def test_never_pays_more_than_ten_dollars_for_a_leg_on_a_share(self) -> None:
        paid: dict[tuple[int, str], Decimal] = defaultdict(Decimal)
        for row in ROWS:
            if row.get("instrument-type") == "Equity Option" and row.get("proprietary-index-option-fees") == "0.0":
                paid[row["order-id"], row["symbol"]] += Decimal(row["commission"])

        assert max(paid.values()) <= 10

    def test_pays_no_commission_to_close(self) -> None:
        closing = [row for row in of("Buy to Close") + of("Sell to Close") if row["instrument-type"] == "Equity Option"]

        assert {row["commission"] for row in closing} == {"0.0"}

    def test_pays_five_dollars_for_every_delivery_and_settlement_in_cash(self) -> None:
        cash = of("Cash Settled Assignment", "Receive Deliver") + of("Cash Settled Exercise", "Receive Deliver")
        shares = of("Buy to Open", "Receive Deliver") + of("Sell to Close", "Receive Deliver")

        assert {row["clearing-fees"] for row in cash} == {"5.0"}
        assert {row["clearing-fees"] for row in shares} == {"5.0"}
