"""Where cash goes that is no trade."""

import pytest

from lib.domain.ledger import build_books
from lib.domain.transactions import InstrumentType
from tests.domain.rows import cash, told

STOCK = {"symbol": "ABC", "underlying": "ABC", "instrument_type": InstrumentType.EQUITY}


class TestCash:
    @pytest.mark.parametrize(
        ("sub_type", "value", "description", "kind"),
        [
            ("Deposit", "1000", "ACH DEPOSIT", "deposits"),
            ("Deposit", "1000", "", "deposits"),
            ("Withdrawal", "-200", "WIRE TRANSFER", "withdrawals"),
            ("Withdrawal", "5000", "Wire Funds Received", "deposits"),
            ("Transfer", "-5", "Journal to account 5WZ00001", "transfers"),
            ("Deposit", "0.03", "INTEREST ON CREDIT BALANCE", "interest"),
            ("Withdrawal", "-6.06", "FROM 07/16 THRU 08/15 @11    %", "interest"),
            ("Credit Interest", "0.03", "", "interest"),
            ("Debit Interest", "-6.06", "", "interest"),
            ("Fully Paid Stock Lending Income", "0.20", "", "lending"),
            ("Deposit", "0.20", "FULLYPAID LENDING REBATE", "lending"),
            ("Fee", "-25", "", "fees"),
            ("Withdrawal", "-30", "INTL WIRE FEE", "fees"),
            ("Deposit", "30", "WIRE FEE REFUND", "fees"),
            ("Balance Adjustment", "-0.01", "Regulatory fee adjustment", "fee_adjustments"),
            ("Balance Adjustment", "85.92", "Delayed Delivery_GREE1_Assignment_SEP_17", "adjustments"),
            ("Balance Adjustment", "16.30", "Cash in lieu of 0.5 RSX", "adjustments"),
            ("Deposit", "25", "DOMESTIC WIRE FEE REFUND 05/12", "fees"),
            ("Deposit", "25", "Refund of intl wire fee", "fees"),
            ("Deposit", "25", "WIRE FEE REVERSED", "fees"),
            ("Transfer", "-25", "intl  wire fee ", "fees"),
            ("Withdrawal", "-60", "ACAT FEES", "fees"),
            ("Deposit", "900", "WIRE - NO FEE CHARGED", "deposits"),
            ("Deposit", "900", "JAVA COFFEE", "deposits"),
            ("Withdrawal", "-0.20", "Interest on debit balance", "interest"),
            ("Withdrawal", "-6.06", "FROM 7/16 THRU 8/15 @ 8    %", "interest"),
            ("Withdrawal", "-6.06", "from 07/16/2019 thru 08/15/2019 @11    %", "interest"),
            ("Withdrawal", "-500", "TRANSFER FROM 07/16", "withdrawals"),
            ("Withdrawal", "-5", "Journal to account 5WZ00001", "transfers"),
            ("Deposit", "5", "JOURNAL FROM ACCOUNT 5WZ00001", "transfers"),
            ("Deposit", "4", "NON-RESIDENT TAX REFUND", "dividends"),
            ("Deposit", "4", "Dividend tax withheld, refund", "dividends"),
            ("Balance Adjustment", "-0.02", "Reg Fee Adjustment Frac Penny Adj to flatten balance", "fee_adjustments"),
            ("Balance Adjustment", "-0.02", "Reg. fee  adjustment", "fee_adjustments"),
            ("Balance Adjustment", "0.02", "Fee Correction 2/3", "fee_adjustments"),
            ("Balance Adjustment", "1.20", "", "adjustments"),
            ("BALANCE ADJUSTMENT", "1.20", "", "adjustments"),
            ("credit interest", "0.03", "", "interest"),
            ("Fully-Paid Stock Lending Income", "0.20", "", "lending"),
            ("Withdrawl", "-200", "", "withdrawals"),
            (None, "-5", "Journal to account 5WZ00001", "transfers"),
            (None, "2222", "ACH DEPOSIT", "deposits"),
            (None, "-0.04", "Regulatory fee adjustment", "fee_adjustments"),
            (None, "12", "something else", "unclassified"),
            ("Invented Since", "12", "something else", "unclassified"),
        ],
    )
    def test_without_a_symbol_is(self, sub_type: str | None, value: str, description: str, kind: str) -> None:
        books = build_books([cash(sub_type, value, description)])

        assert [(event.kind, str(event.amount)) for event in books.cash_events] == [(kind, value)]
        assert bool(books.attention) == (kind == "unclassified")

    @pytest.mark.parametrize(
        ("sub_type", "value", "description", "kind"),
        [
            ("Dividend", "80.00", "INVESCO", "dividends"),
            ("Dividend", "-12.00", "INVESCO", "dividends"),
            ("Deposit", "22.50", "MPW", "dividends"),
            ("Withdrawal", "-50", "ABC", "dividends"),
            ("Fee", "-43.24", "LONGFIN CORP", "fees"),
            ("Balance Adjustment", "-0.04", "Regulatory fee adjustment", "fee_adjustments"),
            ("Balance Adjustment", "3.10", "Cash in lieu", "adjustments"),
            ("Withdrawal", "-0.04", "REGULATORY FEE ADJUSTMENT", "fee_adjustments"),
            ("Deposit", "0.30", "FULLYPAID LENDING REBATE", "lending"),
            ("Deposit", "16.30", "Cash in lieu of 0.5 RSX", "adjustments"),
            ("Withdrawal", "-43.24", "HARD TO BORROW FEE", "fees"),
            ("Withdrawal", "-50", "BLACK RIFLE COFFEE", "dividends"),
            ("Dividend", "-0.50", "TAIWAN SEMICONDUCTOR ADR FEE", "dividends"),
            ("Balance Adjustment", "3.10", "HIGH DIVIDEND FUND", "adjustments"),
            (None, "-0.04", "Regulatory fee adjustment", "fee_adjustments"),
            (None, "5.00", "VANGUARD", "dividends"),
            (None, "-5.00", "DOORDASH INC", "unclassified"),
        ],
    )
    def test_with_a_symbol_is(self, sub_type: str | None, value: str, description: str, kind: str) -> None:
        books = build_books([cash(sub_type, value, description, **STOCK)])

        assert [(event.kind, event.symbol, str(event.amount)) for event in books.cash_events] == [(kind, "ABC", value)]

    def test_of_an_administrative_transfer_is_a_transfer(self) -> None:
        moved = cash("Journal", "100", type="Administrative Transfer")

        assert told(build_books([moved]).cash_events, "kind", "amount") == [("transfers", 100)]
