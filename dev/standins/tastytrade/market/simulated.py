"""The market itself: quotes and Greeks of every symbol at any moment."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from math import exp, log, sqrt

from dev.standins.tastytrade.market import calendar, pricing
from dev.standins.tastytrade.market.instruments import NEVER, Instrument, instrument
from dev.standins.tastytrade.market.paths import Path
from dev.standins.tastytrade.market.products import PRODUCTS, RATE
from dev.standins.tastytrade.market.terms import Kind, Product
from dev.standins.tastytrade.wire import Greeks, Quote

ONE_DAY = timedelta(days=1)
CURVE = 0.02
IMPLIED_OVER_REALIZED = 1.06
"""Options cost more than what they insure turns out to be worth: why the demo trader sells them."""


class SimulatedMarket:
    """A market that always gives the same answer for the same seed, symbol and moment."""

    def __init__(self, seed: int, more: tuple[Product, ...] = ()) -> None:
        self._more = more
        products = {**{product.symbol: product for product in more}, **PRODUCTS}
        self._paths = {symbol: _path(seed, product) for symbol, product in products.items() if not product.path}
        self._seen: dict[tuple[str, int], Instrument | None] = {}
        self.price = lru_cache(maxsize=50_000)(self._price)

    def quote(self, symbol: str, instrument_type: str, at: datetime) -> Quote | None:
        """Return the prices, None for a symbol it has never heard of."""
        known = self._known(symbol, instrument_type, at)
        if known is None:
            return None
        mark = self.price(known, at)
        half = self._half_spread(known, mark)
        close, previous = self._last_closes(known, at)
        return Quote(
            bid=max(Decimal(0), mark - half),
            ask=mark + half,
            mark=mark,
            last=mark,
            close=close,
            previous_close=previous,
        )

    def greeks(self, symbol: str, instrument_type: str, at: datetime) -> Greeks | None:
        """Return an option's Greeks, None for anything else."""
        known = self._known(symbol, instrument_type, at)
        if known is None or not known.is_option:
            return None
        option = self._option(known, at)
        found = pricing.sensitivities(option)
        numbers = (found.price, option.volatility, found.delta, found.gamma, found.theta, found.vega, found.rho)
        names = ("price", "volatility", "delta", "gamma", "theta", "vega", "rho")
        return Greeks(**{name: Decimal(f"{one:.6f}") for name, one in zip(names, numbers, strict=True)})

    def is_open(self, at: datetime) -> bool:
        """Whether US equities trade at that moment."""
        local = at.astimezone(calendar.NEW_YORK)
        day = local.date()
        return calendar.is_session(day) and calendar.OPENS <= local.time() < calendar.closes_at(day)

    def instrument(self, symbol: str, at: datetime) -> Instrument | None:
        """Return what a symbol stands for at a moment, None when it has never heard of it."""
        key = symbol, at.year
        if key not in self._seen:
            self._seen[key] = instrument(symbol, date(at.year, 7, 1), self._more)
        return self._seen[key]

    def spot(self, product: Product, at: datetime) -> float:
        """Return an underlying's exact price in the units of that moment: shares after a split cost less."""
        source = self._paths[product.path or product.symbol].at(at) * product.share
        split = product.split
        return source / split.ratio if split and calendar.day_in_new_york(at) >= split.day else source

    def _known(self, symbol: str, instrument_type: str, at: datetime) -> Instrument | None:
        found = self.instrument(symbol, at)
        # An index is an equity to those who read quotes: its options are "Equity Option" all the same.
        is_index = found is not None and found.instrument_type == Kind.INDEX and instrument_type == Kind.EQUITY
        return found if found and (is_index or found.instrument_type == instrument_type) else None

    def _price(self, known: Instrument, at: datetime) -> Decimal:
        if not known.is_option:
            return _on_tick(self._exact(known, at), known.tick)
        return _on_tick(pricing.value(self._option(known, at)), known.tick)

    def _exact(self, known: Instrument, at: datetime) -> float:
        if known.ends_at == NEVER:
            return self.spot(known.product, at)
        left = max(0.0, _years(at, known.ends_at))
        return self.spot(known.product, min(at, known.ends_at)) * exp((RATE - known.product.yields) * left)

    def _option(self, known: Instrument, at: datetime) -> pricing.Option:
        asked = min(at, known.ends_at)
        spot = float(self.price(known.stands_on, asked))
        carry = 0.0 if known.future else RATE - known.product.yields
        years, strike = _years(asked, known.ends_at), float(known.strike)
        return pricing.Option(
            spot=spot,
            strike=strike,
            years=years,
            volatility=self._volatility(known.product, spot * exp(carry * years), strike, years),
            rate=RATE,
            carry=carry,
            is_call=known.right == "C",
            is_american=known.product.kind is not Kind.INDEX,
        )

    def _volatility(self, product: Product, forward: float, strike: float, years: float) -> float:
        moves = PRODUCTS.get(product.path, product)
        base = moves.volatility * IMPLIED_OVER_REALIZED
        if years <= 0:
            return base
        moneyness = log(strike / forward) / (base * sqrt(max(years, 1 / 365)))
        return pricing.smile(base, product.skew, CURVE, moneyness)

    def _half_spread(self, known: Instrument, mark: Decimal) -> Decimal:
        if not known.is_option:
            return known.tick
        return known.tick * max(1, round(float(mark) * 0.01 / float(known.tick)))

    def _last_closes(self, known: Instrument, at: datetime) -> tuple[Decimal, Decimal]:
        last = _last_close(known, at)
        before = _last_close(known, last - timedelta(minutes=1))
        return self._in_units_of(known, last, at), self._in_units_of(known, before, at)

    def _in_units_of(self, known: Instrument, then: datetime, at: datetime) -> Decimal:
        split, price = known.product.split, self.price(known, then)
        if (
            split is None
            or known.is_option
            or not calendar.day_in_new_york(then) < split.day <= calendar.day_in_new_york(at)
        ):
            return price
        return (price / split.ratio).quantize(known.tick)


@lru_cache
def _path(seed: int, product: Product) -> Path:
    return Path(seed, product)  # shared by all markets: the same answers, walked once


def _last_close(known: Instrument, at: datetime) -> datetime:
    day = calendar.day_in_new_york(at)
    while True:
        if known.product.trades_every_day:
            close = calendar.at_new_york(day, calendar.CLOSES)
        else:
            day = calendar.session_on_or_before(day)
            close = calendar.closing_moment(day)
        if close <= at:
            return close
        day -= ONE_DAY


def _years(start: datetime, end: datetime) -> float:
    # Ends are UTC: two moments of one other zone would be subtracted by their clocks, an hour wrong across a change.
    return (end - start).total_seconds() / pricing.SECONDS_A_YEAR


def _on_tick(price: float, tick: Decimal) -> Decimal:
    return round(price / float(tick)) * tick
