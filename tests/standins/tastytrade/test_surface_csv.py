"""Exported histories become the rows the API would have sent; checked against real exports of one account."""

from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from dev.standins.tastytrade.csv_history import account_from_csv
from dev.standins.tastytrade.replay import Replay
from dev.standins.tastytrade.transactions import FEES
from dev.standins.tastytrade.wire import BrokerAccount, Wire
from dev.standins.tastytrade.written import signed
from tests.parts import SHARED
from tests.standins.tastytrade.simulator import HISTORY

EXPORTS = SHARED / "data/tastytrade/history"
LONGER, SHORTER = "avion23_2018_2025.csv", "avion23_2018_2024.csv"
OLDEST, WITH_FUTURES = "avion23_legacy_2018_2021.csv", "tastyware_2020_2021.csv"
LAYOUT_A = """\
Date/Time,Transaction Code,Transaction Subcode,Symbol,Buy/Sell,Open/Close,Quantity,Expiration Date,Strike,Call/Put,\
Price,Fees,Amount,Description,Account Reference
07/07/2021 4:44 PM,Trade,Sell to Open,PLTR,Sell,Open,1,08/20/2021,25,P,3.15,1.142,315,\
Sold 1 PLTR 08/20/21 Put 25.00 @ 3.15,Individual...39
"""


def account(name: str) -> BrokerAccount:
    return account_from_csv(EXPORTS / name, "5WX00001", time_zone="Europe/Berlin")


def held(rows: list[Wire], of: BrokerAccount) -> dict[str, tuple[Decimal, Decimal]]:
    return {each.symbol: (each.quantity, round(each.average_price, 8)) for each in Replay(of, rows).open()}


class TestEveryRow:
    @pytest.mark.needs("shared")
    @pytest.mark.parametrize("name", [LONGER, SHORTER, OLDEST, WITH_FUTURES])
    def test_adds_up(self, name: str) -> None:
        for row in account(name).transactions:
            parts = sum((signed(row, fee) for fee in FEES), signed(row, "value"))

            assert signed(row, "net-value") == parts, row

    @pytest.mark.needs("shared")
    @pytest.mark.parametrize("name", [LONGER, SHORTER, OLDEST, WITH_FUTURES])
    def test_has_an_id_of_its_own_that_grows_with_time(self, name: str) -> None:
        rows = account(name).transactions

        assert [row["id"] for row in rows] == sorted({row["id"] for row in rows})
        assert [row["executed-at"] for row in rows] == sorted(row["executed-at"] for row in rows)

    @pytest.mark.needs("shared")
    def test_keeps_its_id_in_a_longer_export(self) -> None:
        known = {row["id"]: row for row in account(LONGER).transactions}

        assert [row for row in account(SHORTER).transactions if known[row["id"]] != row] == []


class TestAWholeHistory:
    @pytest.mark.needs("shared")
    def test_leads_to_the_cash_and_the_positions_of_the_account(self) -> None:
        of = account(LONGER)

        books = Replay(of, of.transactions)

        assert (len(of.transactions), books.cash) == (1268, Decimal("17178.95"))  # its columns' sum
        assert held(of.transactions, of) == {
            "METU": (Decimal(300), Decimal("33.84")),  # 10,152.00
            "MSTY": (Decimal(200), Decimal("12.78")),  # 2,556.00
        }

    @pytest.mark.needs("shared")
    def test_is_the_same_history_in_the_oldest_layout(self) -> None:
        old, new = account(OLDEST), account(LONGER)
        same = new.transactions[: len(old.transactions)]

        assert Counter(row["transaction-sub-type"] for row in old.transactions) == Counter(
            row["transaction-sub-type"] for row in same
        )
        assert {row["executed-at"][:16] for row in old.transactions} == {row["executed-at"][:16] for row in same}
        assert held(old.transactions, old) == held(same, new)

    @pytest.mark.needs("shared")
    def test_has_its_sub_types_read_from_the_descriptions_where_the_layout_has_none(self) -> None:
        rows = account(WITH_FUTURES).transactions

        kinds = Counter(row["transaction-sub-type"] for row in rows if row["transaction-type"] == "Receive Deliver")
        assert kinds == {
            "Buy to Open": 4, "Sell to Close": 1, "Assignment": 3, "Exercise": 1, "Expiration": 2, "Symbol Change": 4,
        }  # fmt: skip

    @pytest.mark.needs("shared")
    def test_has_futures_whose_trades_and_settlements_come_to_what_was_lost(self) -> None:
        rows = [row for row in account(WITH_FUTURES).transactions if row.get("symbol") == "/S10YZ20"]

        assert sum(signed(row, "value") for row in rows) == Decimal("-27.00")  # (9.37 - 9.64) x 100
        assert [row["transaction-sub-type"] for row in rows] == ["Buy", *["Mark to Market"] * 6, "Sell"]


class TestTheOldestLayout:
    def test_has_its_symbol_its_time_and_its_commission_worked_out(self) -> None:
        row = account_from_csv(LAYOUT_A, "5WX00001", time_zone="Europe/Berlin").transactions[0]

        assert (row["symbol"], row["underlying-symbol"]) == ("PLTR  210820P00025000", "PLTR")
        assert row["executed-at"] == "2021-07-07T14:44:00.000+00:00"
        assert (row["commission"], row["clearing-fees"], row["regulatory-fees"]) == ("1.0", "0.1", "0.042")
        assert (row["net-value"], row["net-value-effect"]) == ("313.858", "Credit")


class TestASettlementInCash:
    @pytest.mark.parametrize(("value", "kind"), [("-747.00", "Assignment"), ("247.00", "Exercise")])
    def test_is_priced_at_the_strike_and_told_from_its_sign(self, value: str, kind: str) -> None:
        header = HISTORY.read_text().splitlines()[0].replace("Sub Type,", "")
        symbol, described = "SPXW  250911C06580000", "Cash settlement of SPXW  250911C06580000"
        said = f"{symbol},Equity Option,{described},{value},1,{value},--,-5.00,100,SPXW,SPX,9/11/25,6580,CALL,,USD"
        line = f"2025-09-11T16:00:00-0400,Receive Deliver,,{said}"

        row = account_from_csv(f"{header}\n{line}", "1").transactions[0]

        assert (row["transaction-sub-type"], row["price"]) == (f"Cash Settled {kind}", "6580.0")
        assert signed(row, "net-value") == Decimal(value) - 5


class TestAnAccount:
    def test_is_opened_a_day_before_its_first_row(self) -> None:
        assert account_from_csv(HISTORY, "5WX00001").opened_at == datetime(2026, 3, 1, 14, tzinfo=UTC)

    def test_is_not_made_of_another_file(self) -> None:
        with pytest.raises(ValueError, match="no history exported from tastytrade"):
            account_from_csv("Symbol,Price\nAAPL,1", "5WX00001")

    def test_may_be_a_path_or_a_text(self, tmp_path: Path) -> None:
        file = tmp_path / "history.csv"
        file.write_text("\ufeff" + LAYOUT_A, encoding="utf-8")

        assert account_from_csv(file, "1").transactions == account_from_csv(LAYOUT_A, "1").transactions
