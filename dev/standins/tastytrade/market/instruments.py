"""An instrument behind its symbol: what it stands on, how much of it, until when."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from dev.standins.tastytrade.market import expiries, symbols
from dev.standins.tastytrade.market.products import BY_OPTION_ROOT, PRODUCTS
from dev.standins.tastytrade.market.symbols import FutureSymbol, OptionSymbol
from dev.standins.tastytrade.market.terms import Kind, Product

SHARES = Decimal(100)
CONTRACTS_TRADE = frozenset(product.symbol for product in PRODUCTS.values() if product.future.months)
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Instrument:
    """
    Something with a symbol. `multiplier`: USD per point; `underlying` as rows name it; `label` as descriptions do.

    `strike` and `right` ("C", "P") are an option's; `future` is the contract under an option on a future.
    """

    symbol: str
    instrument_type: str
    product: Product
    underlying: str
    label: str
    streamer: str
    multiplier: Decimal
    tick: Decimal
    ends_at: datetime = NEVER
    strike: Decimal = Decimal(0)
    right: str = ""
    root: str = ""
    future: "Instrument | None" = None

    @property
    def is_option(self) -> bool:
        """Whether it has a strike."""
        return bool(self.right)

    @property
    def settles_in_cash(self) -> bool:
        """Whether an exercise brings cash instead of shares."""
        return self.is_option and self.product.kind is Kind.INDEX

    @property
    def stands_on(self) -> "Instrument":
        """Return what an option is on: a contract of a future, else the product itself."""
        return self.future or _plain(self.product)


def instrument(symbol: str, on: date, products: tuple[Product, ...] = ()) -> Instrument | None:
    """Return what a symbol stood for on a day, None when it is not known; `products` are known in addition."""
    known = PRODUCTS.get(symbol) or next((one for one in products if one.symbol == symbol), None)
    if known and known.symbol not in CONTRACTS_TRADE:
        return _plain(known)
    if symbol.startswith("./"):
        return _future_option(symbol)
    return _future(symbol, on.year) if symbol.startswith("/") else _option(symbol, products)


@lru_cache
def _plain(product: Product) -> Instrument:
    return Instrument(
        symbol=product.symbol,
        instrument_type=product.kind.value,
        product=product,
        underlying=product.symbol,
        label=product.symbol,
        streamer=product.symbol,
        multiplier=product.multiplier,
        tick=product.tick,
    )


@lru_cache(maxsize=20_000)
def _option(symbol: str, products: tuple[Product, ...]) -> Instrument | None:
    read = symbols.read_occ(symbol)
    if not read:
        return None
    product = BY_OPTION_ROOT.get(read.root) or next((one for one in products if read.root in one.option_roots), None)
    if not product:
        return None
    return Instrument(
        symbol=symbol,
        instrument_type="Equity Option",
        product=product,
        underlying=product.symbol,
        label=f"{read.root} {_day(read.expires_on)} {_right(read.right)} {read.strike:.2f}",
        streamer=symbols.streamer_of_option(read),
        multiplier=SHARES,
        tick=product.option_tick,
        ends_at=expiries.option_ends(read.root, read.expires_on),
        strike=read.strike,
        right=read.right,
        root=read.root,
    )


@lru_cache(maxsize=2_000)
def _future(symbol: str, year: int) -> Instrument | None:
    read = symbols.read_future(symbol, date(year, 7, 1))
    product = read and PRODUCTS.get(read.product)
    if not (read and product and product.future.months):
        return None
    return Instrument(
        symbol=symbol,
        instrument_type="Future",
        product=product,
        underlying=product.symbol,
        label=symbol,
        streamer=symbols.streamer_of_future(read, product.future.exchange),
        multiplier=product.multiplier,
        tick=product.tick,
        ends_at=expiries.future_ends(read),
    )


@lru_cache(maxsize=2_000)
def _future_option(symbol: str) -> Instrument | None:
    read = symbols.read_future_option(symbol)
    future = _future(read.future, read.expires_on.year) if read else None
    if not (read and future):
        return None
    return Instrument(
        symbol=symbol,
        instrument_type="Future Option",
        product=future.product,
        underlying=read.future,
        label=f"{read.future} {read.code} {_day(read.expires_on)} {_right(read.right)} {read.strike:.2f}",
        streamer=symbols.streamer_of_future_option(read, future.product.future.exchange),
        multiplier=future.multiplier,
        tick=future.product.option_tick,
        ends_at=expiries.future_option_ends(read.expires_on),
        strike=read.strike,
        right=read.right,
        root=read.code,
        future=future,
    )


def option_on(root: str, expires_on: date, right: str, strike: Decimal) -> str:
    """Return the symbol of an option on a share or an index."""
    return symbols.occ(OptionSymbol(root, expires_on, right, strike))


def option_on_future(contract: FutureSymbol, expires_on: date, right: str, strike: Decimal) -> str:
    """Return the symbol of an option on a contract: a Friday's weekly one for an index, else the serial one."""
    terms = PRODUCTS[contract.product].future
    code = expiries.weekly_code(terms, expires_on) if terms.weekly_code else expiries.serial_code(terms, contract)
    future = symbols.future(contract)
    return symbols.future_option(symbols.FutureOptionSymbol(future, code, expires_on, right, strike))


def nearest_contract(product: Product, after: date, *, days_left: int = 0) -> FutureSymbol:
    """Return the first contract that still trades so many days after a day."""
    return next(expiries.contracts(product, after + timedelta(days=days_left)))


def _day(day: date) -> str:
    return f"{day:%m/%d/%y}"


def _right(right: str) -> str:
    return "Call" if right == "C" else "Put"
