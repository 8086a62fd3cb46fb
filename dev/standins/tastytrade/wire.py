"""What the parts of the simulator hand each other."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol

Wire = dict[str, Any]
"""One object as the API writes it: dasherized keys, numbers as text, nothing that does not apply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Prices per unit at one moment; `close` is the last session's, `previous_close` the one before."""

    bid: Decimal
    ask: Decimal
    mark: Decimal
    last: Decimal
    close: Decimal
    previous_close: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeks:
    """An option's sensitivities per unit: theta a day, vega and rho a percentage point; `volatility` 1 = 100 %."""

    price: Decimal
    volatility: Decimal
    delta: Decimal
    gamma: Decimal
    theta: Decimal
    vega: Decimal
    rho: Decimal


class Market(Protocol):
    """A market that always gives the same answer for the same seed, symbol and moment."""

    def quote(self, symbol: str, instrument_type: str, at: datetime) -> Quote | None:
        """Return the prices, None for a symbol it has never heard of."""
        ...

    def greeks(self, symbol: str, instrument_type: str, at: datetime) -> Greeks | None:
        """Return an option's Greeks, None for anything else."""
        ...

    def is_open(self, at: datetime) -> bool:
        """Whether US equities trade at that moment."""
        ...


@dataclass(slots=True, kw_only=True)
class BrokerAccount:
    """
    An account with everything that ever happened in it, oldest first.

    `transactions` and `orders` are as the API writes them; ids only grow. What is executed after the simulator's clock
    is not yet visible.
    """

    number: str
    opened_at: datetime
    nickname: str
    margin_or_cash: str = "Margin"
    is_closed: bool = False
    transactions: list[Wire] = field(default_factory=list)
    orders: list[Wire] = field(default_factory=list)
    multipliers: Mapping[str, Decimal] = field(default_factory=dict)
