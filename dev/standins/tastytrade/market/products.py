"""What trades in this market. Prices start near those of November 2024; from there every path is invented."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from dev.standins.tastytrade.market.terms import Dividends, FutureTerms, Kind, Product, Split

RATE = 0.04
"""Interest a year, for every maturity."""
ANCHOR = date(2024, 11, 25)
"""The day on which every path passes through its product's price."""

MARCH_CYCLE, FEBRUARY_CYCLE, JANUARY_CYCLE = (3, 6, 9, 12), (2, 5, 8, 11), (1, 4, 7, 10)
EVERY_MONTH = tuple(range(1, 13))
NICKEL, DIME, QUARTER, HALF, FIVE = map(Decimal, ("0.05", "0.10", "0.25", "0.5", "5"))
MONTHLY = "FGHJKMNQUVXZ"


def _pays(amount: str, months: tuple[int, ...], day: int) -> Dividends:
    return Dividends(amount=Decimal(amount), months=months, day=day)


def _equity(
    symbol: str,
    name: str,
    price: float,
    volatility: float,
    *,
    beta: float = 0.6,
    yields: float = 0.0,
    drift: float = 0.06,
    step: Decimal = Decimal(1),
    dividends: Dividends | None = None,
    split: Split | None = None,
) -> Product:
    return Product(
        symbol=symbol,
        name=name,
        kind=Kind.EQUITY,
        price=price,
        volatility=volatility,
        beta=beta,
        yields=yields,
        drift=drift,
        strike_step=step,
        option_roots=(symbol,),
        dividends=dividends,
        split=split,
    )


_SHARES = (
    Product(
        symbol="SPY",
        name="SPDR S&P 500 ETF TRUST",
        kind=Kind.EQUITY,
        path="SPX",
        share=0.1,
        yields=0.012,
        option_roots=("SPY",),
        dividends=_pays("1.75", MARCH_CYCLE, 20),
    ),
    _equity(
        "QQQ", "INVESCO QQQ TRUST SERIES 1", 507, 0.20, beta=0.9, yields=0.006, dividends=_pays("0.72", MARCH_CYCLE, 23)
    ),
    _equity(
        "IWM", "ISHARES RUSSELL 2000 ETF", 242, 0.21, beta=0.8, yields=0.011, dividends=_pays("0.68", MARCH_CYCLE, 17)
    ),
    _equity(
        "AAPL", "APPLE INC", 232, 0.25, yields=0.004, step=Decimal("2.5"), dividends=_pays("0.25", FEBRUARY_CYCLE, 9)
    ),
    _equity("MSFT", "MICROSOFT CORP", 418, 0.23, yields=0.008, step=FIVE, dividends=_pays("0.83", FEBRUARY_CYCLE, 20)),
    _equity("AMZN", "AMAZON COM INC", 201, 0.30, step=Decimal("2.5")),
    _equity("NVDA", "NVIDIA CORPORATION", 136, 0.45, dividends=_pays("0.01", MARCH_CYCLE, 11)),
    _equity("AMD", "ADVANCED MICRO DEVICES INC", 141, 0.45),
    _equity("TSLA", "TESLA INC", 338, 0.55, step=FIVE),
    _equity("NFLX", "NETFLIX INC", 865, 0.34, beta=0.5, step=FIVE, split=Split(day=date(2025, 11, 17), ratio=10)),
    _equity("PLTR", "PALANTIR TECHNOLOGIES INC CL A", 64, 0.55),
    _equity("SOFI", "SOFI TECHNOLOGIES INC", 15.8, 0.52, step=HALF),
    _equity("F", "FORD MOTOR CO DEL", 11.4, 0.33, yields=0.05, step=HALF, dividends=_pays("0.15", FEBRUARY_CYCLE, 18)),
    _equity("KO", "COCA COLA CO", 64, 0.15, beta=0.3, yields=0.03, dividends=_pays("0.51", MARCH_CYCLE, 13)),
    _equity(
        "T", "AT&T INC COM", 23.2, 0.20, beta=0.3, yields=0.048, step=HALF, dividends=_pays("0.2775", JANUARY_CYCLE, 10)
    ),
    _equity("IBIT", "ISHARES BITCOIN TRUST ETF", 53, 0.50, beta=0.3, step=HALF),
    _equity("GLD", "SPDR GOLD TRUST", 242, 0.16, beta=0.1),
    _equity(
        "SGOV",
        "ISHARES 0-3 MONTH TREASURY BOND ETF",
        100.5,
        0.003,
        drift=0.0,
        beta=0.0,
        yields=0.042,
        dividends=_pays("0.36", EVERY_MONTH, 2),
    ),
    _equity("TLT", "ISHARES 20+ YEAR TREASURY BOND ETF", 92, 0.14, beta=-0.1, yields=0.04),
)

_INDEXES = (
    Product(
        symbol="SPX",
        name="S & P 500 INDEX",
        kind=Kind.INDEX,
        price=5987,
        volatility=0.145,
        beta=0.97,
        yields=0.012,
        skew=-0.10,
        option_roots=("SPX", "SPXW"),
        option_tick=NICKEL,
        strike_step=FIVE,
    ),
    Product(
        symbol="XSP",
        name="MINI-SPX INDEX",
        kind=Kind.INDEX,
        path="SPX",
        share=0.1,
        yields=0.012,
        skew=-0.10,
        option_roots=("XSP",),
    ),
    Product(
        symbol="VIX",
        name="CBOE VOLATILITY INDEX",
        kind=Kind.INDEX,
        price=15.2,
        volatility=0.95,
        drift=0.0,
        pull=9.0,
        beta=-0.8,
        skew=0.12,
        option_roots=("VIX", "VIXW"),
        option_tick=NICKEL,
        strike_step=HALF,
    ),
)


def _future(symbol: str, name: str, multiplier: int, tick: Decimal, terms: FutureTerms, **more: str | float) -> Product:
    """Return a future; `more` is either a path of its own (price, volatility) or whose it shares (path, share)."""
    return Product(
        symbol=symbol,
        name=name,
        kind=Kind.FUTURE,
        multiplier=Decimal(multiplier),
        tick=tick,
        future=terms,
        price=float(more.get("price", 0)),
        volatility=float(more.get("volatility", 0)),
        path=str(more.get("path", "")),
        beta=float(more.get("beta", 0)),
        yields=float(more.get("yields", 0)),
        drift=float(more.get("drift", 0.03)),
        skew=float(more.get("skew", -0.05)),
        option_tick=Decimal(str(more.get("option_tick", tick))),
        strike_step=Decimal(str(more.get("strike_step", FIVE))),
    )


_CME_INDEX: dict[str, str | float] = {
    "path": "SPX",
    "yields": 0.012,
    "skew": -0.10,
    "option_tick": 0.25,
    "strike_step": 5,
}
_OIL: dict[str, str | float] = {"yields": 0.09, "option_tick": 0.01, "strike_step": 0.5}
_GOLD: dict[str, str | float] = {"option_tick": 0.1, "strike_step": 5}
_FUTURES = (
    _future(
        "/ES",
        "E-mini S&P 500",
        50,
        QUARTER,
        FutureTerms(exchange="XCME", months="HMUZ", weekly_code="EW"),
        **_CME_INDEX,
    ),
    _future(
        "/MES",
        "Micro E-mini S&P 500",
        5,
        QUARTER,
        FutureTerms(exchange="XCME", months="HMUZ", weekly_code="EX"),
        **_CME_INDEX,
    ),
    _future(
        "/CL",
        "Crude Oil",
        1000,
        Decimal("0.01"),
        FutureTerms(exchange="XNYM", months=MONTHLY, serial_code="LO"),
        price=69,
        volatility=0.32,
        drift=0.0,
        **_OIL,
    ),
    _future(
        "/MCL",
        "Micro Crude Oil",
        100,
        Decimal("0.01"),
        FutureTerms(exchange="XNYM", months=MONTHLY, serial_code="MCO"),
        path="/CL",
        **_OIL,
    ),
    _future(
        "/GC",
        "Gold",
        100,
        DIME,
        FutureTerms(exchange="XCEC", months="GJMQVZ", serial_code="OG"),
        price=2620,
        volatility=0.16,
        drift=0.05,
        **_GOLD,
    ),
    _future(
        "/MGC",
        "Micro Gold",
        10,
        DIME,
        FutureTerms(exchange="XCEC", months="GJMQVZ", serial_code="OMG"),
        path="/GC",
        **_GOLD,
    ),
)


def _coin(symbol: str, name: str, price: float, volatility: float) -> Product:
    return Product(
        symbol=symbol, name=name, kind=Kind.CRYPTO, price=price, volatility=volatility, drift=0.0, pull=2.0, beta=0.3
    )


_COINS = (_coin("BTC/USD", "Bitcoin", 93000, 0.48), _coin("ETH/USD", "Ethereum", 3400, 0.62))

PRODUCTS: Mapping[str, Product] = MappingProxyType(
    {product.symbol: product for product in (*_SHARES, *_INDEXES, *_FUTURES, *_COINS)}
)
BY_OPTION_ROOT: Mapping[str, Product] = MappingProxyType(
    {root: product for product in PRODUCTS.values() for root in product.option_roots}
)
