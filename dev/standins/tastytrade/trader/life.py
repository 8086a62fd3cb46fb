"""Two years of one trader, day by day: what is played on which underlying, and what each night does."""

from datetime import date, timedelta
from decimal import Decimal

from dev.standins.tastytrade.market import SEED, SimulatedMarket, calendar, make_market
from dev.standins.tastytrade.market.chance import uniform, whole
from dev.standins.tastytrade.trader.amounts import CENT
from dev.standins.tastytrade.trader.attempts import never_filled
from dev.standins.tastytrade.trader.cash_flows import CashFlows
from dev.standins.tastytrade.trader.desk import Desk
from dev.standins.tastytrade.trader.ledger import Ledger
from dev.standins.tastytrade.trader.orders import Leg
from dev.standins.tastytrade.trader.plays import coins, futures, indexes, shares, spreads
from dev.standins.tastytrade.trader.plays.play import Start, in_turn, rest
from dev.standins.tastytrade.trader.settling import settle
from dev.standins.tastytrade.trader.splits import split
from dev.standins.tastytrade.wire import Wire

OPENED_ON = date(2024, 11, 25)
PLAYS: tuple[tuple[int, str, tuple[Start, ...]], ...] = (
    (1, "SPY", (spreads.put_vertical, spreads.iron_condor, spreads.put_vertical, spreads.calendar)),
    (1, "F", (shares.wheel(3),)),
    (2, "SGOV", (shares.parking(24_000),)),
    (2, "IWM", (spreads.iron_condor, spreads.put_vertical, spreads.butterfly)),
    (2, "SPXW", (indexes.weekly_put_spread,)),
    (3, "KO", (shares.wheel(1),)),
    (4, "QQQ", (spreads.put_vertical, spreads.call_vertical, spreads.calendar, spreads.iron_condor)),
    (4, "BTC/USD", (coins.savings,)),
    (5, "AAPL", (spreads.call_debit_vertical, shares.swing(3000), spreads.long_call)),
    (6, "/MES", (futures.swing_and_flip, futures.weekly_put, futures.day_trade, futures.weekly_put)),
    (7, "SOFI", (shares.wheel(2),)),
    (8, "ETH/USD", (coins.savings,)),
    (9, "XSP", (indexes.weekly_condor, indexes.weekly_put_spread)),
    (10, "IBIT", (spreads.strangle, shares.buy_write, spreads.put_vertical)),
    (11, "T", (shares.wheel(2),)),
    (12, "GLD", (spreads.strangle, spreads.put_vertical, spreads.call_vertical)),
    (14, "AMD", (spreads.put_vertical, spreads.call_debit_vertical, spreads.iron_condor)),
    (16, "TLT", (spreads.strangle, spreads.butterfly, spreads.strangle)),
    (20, "MSFT", (shares.swing(4000, side=-1), spreads.call_debit_vertical)),
    (22, "NVDA", (shares.swing(3500), spreads.put_vertical, spreads.call_debit_vertical)),
    (30, "TSLA", (shares.swing(3000, side=-1), spreads.iron_condor)),
    (33, "/MCL", (futures.day_trade, futures.swing_and_flip, rest)),
    (35, "SPX", (indexes.monthly_butterfly,)),
    (40, "AMZN", (spreads.put_vertical, spreads.butterfly, shares.swing(2500))),
    (44, "/ES", (futures.day_trade, rest)),
    (48, "PLTR", (spreads.put_vertical, spreads.iron_condor)),
    (55, "/CL", (futures.serial_strangle,)),
    (70, "/MGC", (futures.swing_and_flip, rest, futures.day_trade)),
    (90, "NFLX", (shares.with_put_spread(4000), spreads.put_vertical)),
)
"""From which session on, the underlying (or the root of its options), and what is played on it in turn."""
NEVER_FILLED = 0.05
FAR = Decimal("0.94")


class Life:
    """Everything that happens to the account, in the order in which it happens."""

    def __init__(self, number: str) -> None:
        self.market: SimulatedMarket = make_market()
        self.ledger = Ledger(number)
        self._desk = Desk(self.market, self.ledger)
        self._flows = CashFlows(self.market, self.ledger)
        self._waiting = [(start, in_turn(self._desk, symbol, plays)) for start, symbol, plays in PLAYS]
        self._sessions = 0
        self._day = OPENED_ON
        self._counts: dict[date, tuple[int, int]] = {}

    def until(self, last: date) -> None:
        """Live on to the end of a day."""
        while self._day <= last:
            if calendar.is_session(self._day):
                self._session(self._day)
            self._flows.after_the_close(self._day)
            self.ledger.end_day()
            self._counts[self._day] = len(self.ledger.rows), len(self.ledger.orders)
            self._day += timedelta(days=1)

    def history(self, last: date) -> tuple[list[Wire], list[Wire]]:
        """Return the rows and the orders up to a day, living on if it has not come yet."""
        self.until(last)
        row_count, order_count = self._counts.get(last, (0, 0))
        return self.ledger.rows[:row_count], self.ledger.orders[:order_count]

    def _session(self, day: date) -> None:
        self._desk.splits = split(self.market, self.ledger, day)
        self._flows.before_the_open(day)
        self._desk.open_day(day)
        self._sessions += 1
        active = [play for start, play in self._waiting if start < self._sessions]
        first = whole(0, len(active) - 1, SEED, day, "first")
        again = [play for play in active[first:] + active[:first] if next(play)]
        self._fish(day)
        self._desk.to_afternoon()
        for play in again:
            next(play)
        settle(self.market, self.ledger, day)

    def _fish(self, day: date) -> None:
        if uniform(SEED, day, "fishing") < NEVER_FILLED:
            what = self._desk.instrument("MSFT")
            price = (self._desk.mark("MSFT") * FAR).quantize(CENT)
            leg = Leg(what=what, action="Buy to Open", quantity=Decimal(5))
            never_filled(self.ledger, leg, -price, self._desk.now)
