"""
What an option is worth: Black's formula on the forward, which is Black-Scholes-Merton for shares and indexes.

Source: F. Black, The pricing of commodity contracts (1976), equations 16 and 17; R. Merton (1973) for the yield.
An American option is never worth less than exercising it; that floor is all that is modelled of early exercise.
"""

from dataclasses import dataclass
from math import erfc, exp, log, pi, sqrt, tanh

SECONDS_A_YEAR = 365.0 * 86400
WIDEST = 3.0  # standard deviations
SQRT_2 = sqrt(2.0)
SQRT_2PI = sqrt(2 * pi)


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An option at one moment: `years` to expiry; `volatility` and `rate` a year, 1 = 100 %; `carry` is the spot's."""

    spot: float
    strike: float
    years: float
    volatility: float
    rate: float
    carry: float
    is_call: bool
    is_american: bool

    @property
    def sign(self) -> int:
        """Return +1 for a call, -1 for a put."""
        return 1 if self.is_call else -1

    @property
    def intrinsic(self) -> float:
        """Return what exercising at once brings."""
        return max(0.0, self.sign * (self.spot - self.strike))


@dataclass(frozen=True, slots=True)
class Sensitivities:
    """Price and Greeks per unit: theta a day, vega and rho a percentage point."""

    price: float
    delta: float
    gamma: float
    theta: float
    vega: float
    rho: float


def value(option: Option) -> float:
    """Return the price per unit; at expiry what exercising brings."""
    if option.years <= 0:
        return option.intrinsic
    european = _european(option)
    return max(european, option.intrinsic) if option.is_american else european


def sensitivities(option: Option) -> Sensitivities:
    """Return price and Greeks per unit; an option that is worth exactly its exercise moves like the spot."""
    price = value(option)
    if option.years <= 0 or price > _european(option):
        return Sensitivities(price, float(option.sign) if option.intrinsic else 0.0, 0.0, 0.0, 0.0, 0.0)
    d1, d2 = _d1_d2(option)
    grown, discount, root = exp((option.carry - option.rate) * option.years), _discount(option), sqrt(option.years)
    density = exp(-d1 * d1 / 2) / SQRT_2PI
    side = option.sign
    decay = -option.spot * grown * density * option.volatility / (2 * root)
    on_strike = side * option.rate * option.strike * discount * _normal(side * d2)
    on_spot = side * (option.rate - option.carry) * option.spot * grown * _normal(side * d1)
    # A future's price already holds the carry: only the discounting moves with the rate.
    moved = -price if option.carry == 0 else side * option.strike * discount * _normal(side * d2)
    return Sensitivities(
        price=price,
        delta=side * grown * _normal(side * d1),
        gamma=grown * density / (option.spot * option.volatility * root),
        theta=(decay - on_strike + on_spot) / 365,
        vega=option.spot * grown * density * root / 100,
        rho=moved * option.years / 100,
    )


def smile(base: float, skew: float, curve: float, moneyness: float) -> float:
    """Return the volatility of a strike `moneyness` standard deviations from the forward; far out it levels off."""
    within = WIDEST * tanh(moneyness / WIDEST)
    return base * (1 + skew * within + curve * within * within)


def _european(option: Option) -> float:
    d1, d2 = _d1_d2(option)
    forward = option.spot * exp(option.carry * option.years)
    side = option.sign
    return _discount(option) * side * (forward * _normal(side * d1) - option.strike * _normal(side * d2))


def _d1_d2(option: Option) -> tuple[float, float]:
    spread = option.volatility * sqrt(option.years)
    d1 = (log(option.spot / option.strike) + option.carry * option.years) / spread + spread / 2
    return d1, d1 - spread


def _discount(option: Option) -> float:
    return exp(-option.rate * option.years)


def _normal(deviations: float) -> float:
    return erfc(-deviations / SQRT_2) / 2
