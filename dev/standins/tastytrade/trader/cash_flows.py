"""Cash that no trade brings: transfers, dividends, interest, borrowing and lending of shares, cents of corrections."""

from datetime import date, time, timedelta
from decimal import Decimal

from dev.standins.tastytrade.market import SEED, SimulatedMarket, calendar
from dev.standins.tastytrade.market.chance import uniform, whole
from dev.standins.tastytrade.market.products import PRODUCTS
from dev.standins.tastytrade.market.terms import Dividends, Kind
from dev.standins.tastytrade.trader import rows
from dev.standins.tastytrade.trader.amounts import CENT, ZERO, cents
from dev.standins.tastytrade.trader.ledger import Ledger

POSTED_AT, CORRECTED_AT = time(17, 0), time(9, 37)
TRANSFERS = {
    date(2024, 11, 25): ("Deposit", "ACH DEPOSIT", 30_000),
    date(2025, 1, 6): ("Deposit", "ACH DEPOSIT", 10_000),
    date(2025, 3, 3): ("Deposit", "Wire Funds Received", 30_000),
    date(2025, 12, 12): ("Withdrawal", "ACH WITHDRAWAL", -4_500),
    date(2026, 4, 14): ("Withdrawal", "ACH WITHDRAWAL", -6_000),
}
PAID_AFTER = timedelta(days=18)
INTEREST_DAY = 16
CREDIT_RATE, DEBIT_RATE = Decimal("0.0050"), Decimal(11)
BORROW_RATES = {"TSLA": Decimal("0.061"), "PLTR": Decimal("0.034")}
LENT = frozenset({"SOFI", "IBIT", "PLTR"})
NOTHING_TO_CORRECT, TOO_MUCH = 0.1, 0.25
HUNDRED, YEAR = Decimal(100), Decimal(360)


class CashFlows:
    """What the broker books beside the trades, day after day."""

    def __init__(self, market: SimulatedMarket, ledger: Ledger) -> None:
        self._market = market
        self._ledger = ledger
        self._due: dict[date, list[tuple[str, Decimal]]] = {}
        self._credit = ZERO  # dollar-days since interest was last booked
        self._debit = ZERO
        self._since: date | None = None

    def before_the_open(self, day: date) -> None:
        """Find out whose shares go without their dividend today."""
        for symbol, product in PRODUCTS.items():
            paid = product.dividends
            shares = self._ledger.holdings.quantity(symbol)
            if paid and shares and day == _ex_day(paid, day):
                pay_day = calendar.session_on_or_after(day + PAID_AFTER)
                self._due.setdefault(pay_day, []).append((symbol, cents(shares * paid.amount)))

    def after_the_close(self, day: date) -> None:
        """Book what is due on a day of the calendar."""
        self._count_interest(day)
        if calendar.is_session(day):
            self._transfer(day)
            self._pay_dividends(day)
            self._charge_borrowing(day)
            if self._is_interest_day(day):
                self._pay_interest(day)
        elif day.weekday() == calendar.SATURDAY:
            self._correct_fees(day)

    def _note(self, day: date, sub_type: str, description: str, value: Decimal, symbol: str = "") -> None:
        at = calendar.at_new_york(day, POSTED_AT)
        what = self._market.instrument(symbol, at) if symbol else None
        self._ledger.note(at, rows.money(sub_type, description, value, at, what), what)

    def _transfer(self, day: date) -> None:
        if day in TRANSFERS:
            sub_type, description, value = TRANSFERS[day]
            self._note(day, sub_type, description, Decimal(value))

    def _pay_dividends(self, day: date) -> None:
        for symbol, value in self._due.pop(day, []):
            self._note(day, "Dividend", PRODUCTS[symbol].name, value, symbol)

    def _charge_borrowing(self, day: date) -> None:
        if calendar.next_session(day) - day < timedelta(days=3):  # once a week
            return
        for symbol, rate in BORROW_RATES.items():
            shares = self._ledger.holdings.quantity(symbol)
            if shares < 0:
                share = self._market.instrument(symbol, calendar.closing_moment(day))
                price = self._market.price(share, calendar.closing_moment(day)) if share else ZERO
                self._note(day, "Fee", PRODUCTS[symbol].name, cents(shares * price * rate * 7 / YEAR), symbol)

    def _count_interest(self, day: date) -> None:
        self._since = self._since or day
        # What futures and shares sold short bring in is not lent to the broker.
        short = sum(
            (
                self._market.price(what, calendar.at_new_york(day, POSTED_AT)) * quantity
                for what, quantity in self._ledger.holdings.each()
                if quantity < 0 and what.product.kind is Kind.EQUITY and not what.is_option
            ),
            ZERO,
        )
        free = self._ledger.cash + short
        self._credit += max(ZERO, free)
        self._debit += max(ZERO, -free)

    def _is_interest_day(self, day: date) -> bool:
        return day == calendar.session_on_or_after(day.replace(day=INTEREST_DAY))

    def _pay_interest(self, day: date) -> None:
        credit = cents(self._credit * CREDIT_RATE / YEAR)
        debit = cents(self._debit * DEBIT_RATE / HUNDRED / YEAR)
        if debit:
            start, end = self._since or day, day - timedelta(days=1)
            described = f"FROM {start:%m/%d} THRU {end:%m/%d} @{DEBIT_RATE}    %"
            self._note(day, "Debit Interest", described, -debit)
        if credit:
            self._note(day, "Credit Interest", "INTEREST ON CREDIT BALANCE", credit)
        if any(self._ledger.holdings.quantity(symbol) > 0 for symbol in LENT):
            rebate = CENT * whole(3, 30, SEED, day, "lending")
            self._note(day, "Fully Paid Stock Lending Income", "FULLYPAID LENDING REBATE", rebate)
        self._credit = self._debit = ZERO
        self._since = day

    def _correct_fees(self, day: date) -> None:
        if uniform(SEED, day, "correction") < NOTHING_TO_CORRECT:
            return
        value = CENT * whole(1, 7, SEED, day, "cents") * (1 if uniform(SEED, day, "side") < TOO_MUCH else -1)
        at = calendar.at_new_york(day, CORRECTED_AT)
        self._ledger.note(at, rows.money("Balance Adjustment", "Regulatory fee adjustment", value, at))


def _ex_day(paid: Dividends, day: date) -> date | None:
    return calendar.session_on_or_after(day.replace(day=paid.day)) if day.month in paid.months else None
