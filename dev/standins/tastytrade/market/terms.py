"""The terms of whatever trades in this market: units, ticks, dividends, splits, a future's months."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

CENT = Decimal("0.01")


class Kind(StrEnum):
    """What has a path of its own, as the API names it; options only where nothing but a last price is known."""

    EQUITY = "Equity"
    INDEX = "Index"
    FUTURE = "Future"
    CRYPTO = "Cryptocurrency"
    OPTION = "Equity Option"
    FUTURE_OPTION = "Future Option"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dividends:
    """A regular payment: USD per share, its months, and about which day of the month shares go without it."""

    amount: Decimal
    months: tuple[int, ...]
    day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """`ratio` shares for one, from the first trade of a day."""

    day: date
    ratio: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FutureTerms:
    """A future's exchange, contract months (letters), and the codes of its weekly and serial options ("" = none)."""

    exchange: str
    months: str
    weekly_code: str = ""
    serial_code: str = ""


NOT_A_FUTURE = FutureTerms(exchange="", months="")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Product:
    """
    An underlying and how it moves.

    `price` USD at the path's anchor; `volatility`, `drift` and `yields` a year, 1 = 100 %; `beta` the market's part of
    its moves, -1 to 1; `pull` how fast it comes back to its trend, a year. A product with a `path` shares that one's
    moves at `share` of its price. Units: `tick` and `strike_step` USD, `multiplier` USD per point.
    """

    symbol: str
    name: str
    kind: Kind
    price: float = 0.0
    volatility: float = 0.0
    drift: float = 0.06
    pull: float = 1.0
    beta: float = 0.6
    yields: float = 0.0
    skew: float = -0.08
    path: str = ""
    share: float = 1.0
    tick: Decimal = CENT
    multiplier: Decimal = Decimal(1)
    option_roots: tuple[str, ...] = ()
    option_tick: Decimal = CENT
    strike_step: Decimal = Decimal(1)
    dividends: Dividends | None = None
    split: Split | None = None
    future: FutureTerms = NOT_A_FUTURE

    @property
    def trades_every_day(self) -> bool:
        """Whether it trades at weekends and on holidays, too."""
        return self.kind is Kind.CRYPTO
