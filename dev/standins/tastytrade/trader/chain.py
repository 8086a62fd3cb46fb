"""Strikes and expiries of one underlying, as a trader picks them: by delta and by days."""

from datetime import date, timedelta
from decimal import Decimal
from math import exp, sqrt
from statistics import NormalDist

from dev.standins.tastytrade.market import expiries, symbols
from dev.standins.tastytrade.market.instruments import nearest_contract, option_on, option_on_future
from dev.standins.tastytrade.market.products import BY_OPTION_ROOT, PRODUCTS
from dev.standins.tastytrade.market.symbols import FutureSymbol
from dev.standins.tastytrade.market.terms import Product
from dev.standins.tastytrade.trader.desk import Desk

NORMAL = NormalDist()
SMALL_STEP = Decimal(1)


class Chain:
    """The options on a share or an index; `root` differs from the symbol for weekly index options."""

    def __init__(self, desk: Desk, root: str) -> None:
        self.desk = desk
        self.root = root
        self.product = BY_OPTION_ROOT[root]

    def monthly(self, days: int) -> date:
        """Return the standard expiry nearest to so many days away."""
        target = self.desk.today + timedelta(days=days)
        near = [target + timedelta(days=30 * months) for months in (-1, 0, 1)]
        found = [expiries.third_friday(month.year, month.month) for month in near]
        return min(found, key=lambda day: abs((day - target).days))

    def weekly(self, days: int) -> date:
        """Return the first weekly expiry at least so many days away."""
        return next(expiries.fridays(self.desk.today + timedelta(days=days - 1)))

    def symbol(self, expires_on: date, right: str, strike: Decimal) -> str:
        """Return an option's symbol."""
        return option_on(self.root, expires_on, right, strike)

    def strike(self, expires_on: date, right: str, delta: float) -> Decimal:
        """Return the strike whose option has about that delta (0 to 1, of either side)."""
        spot = float(self.desk.mark(self.product.symbol))
        return strike_at(self.product, spot, (expires_on - self.desk.today).days, right, delta, self.step)

    def at(self, expires_on: date, right: str, delta: float) -> str:
        """Return the option of about that delta."""
        return self.symbol(expires_on, right, self.strike(expires_on, right, delta))

    @property
    def step(self) -> Decimal:
        """Return how far strikes are apart; after a split they lie closer."""
        split = self.product.split
        has_split = split is not None and split.day <= self.desk.today
        return SMALL_STEP if has_split else self.product.strike_step


class FutureChain:
    """The options on the contract of a future that is traded now."""

    def __init__(self, desk: Desk, product: str) -> None:
        self.desk = desk
        self.product = PRODUCTS[product]

    def contract(self, days_left: int = 12) -> FutureSymbol:
        """Return the nearest contract with so many days left."""
        return nearest_contract(self.product, self.desk.today, days_left=days_left)

    def weekly(self, days: int) -> date:
        """Return the first Friday at least so many days away."""
        return next(expiries.fridays(self.desk.today + timedelta(days=days - 1)))

    def at(self, contract: FutureSymbol, expires_on: date, right: str, delta: float) -> str:
        """Return the option of about that delta."""
        spot = float(self.desk.mark(symbols.future(contract)))
        days = (expires_on - self.desk.today).days
        strike = strike_at(self.product, spot, days, right, delta, self.product.strike_step)
        return option_on_future(contract, expires_on, right, strike)


def strike_at(product: Product, spot: float, days: int, right: str, delta: float, step: Decimal) -> Decimal:
    """Return the strike on the grid whose option has about that delta (0 to 1, of either side)."""
    volatility = PRODUCTS.get(product.path, product).volatility
    away = NORMAL.inv_cdf(1 - delta) * volatility * sqrt(max(days, 1) / 365)
    exact = spot * exp(away if right == "C" else -away)
    return round(exact / float(step)) * step
