"""What a contract is worth: published contract terms of the futures the simulator may meet."""

from collections.abc import Mapping
from decimal import Decimal

from dev.standins.tastytrade.symbols import instrument_type, product
from dev.standins.tastytrade.wire import BrokerAccount

PER_OPTION = Decimal(100)
PER_POINT: Mapping[str, int | str] = {
    "ES": 50, "MES": 5, "NQ": 20, "MNQ": 2, "RTY": 50, "M2K": 5, "YM": 5, "MYM": "0.5",
    "CL": 1000, "MCL": 100, "QM": 500, "NG": 10000, "QG": 2500, "RB": 42000, "HO": 42000,
    "GC": 100, "MGC": 10, "SI": 5000, "SIL": 1000, "HG": 25000,
    "ZB": 1000, "UB": 1000, "ZN": 1000, "TN": 1000, "ZF": 1000, "ZT": 2000,
    "ZC": 50, "ZS": 50, "ZW": 50, "HE": 400, "LE": 400,
    "6A": 100000, "6B": 62500, "6C": 100000, "6E": 125000, "6J": 12500000, "M6E": 12500,
    "VX": 1000, "VXM": 100, "BTC": 5, "MBT": "0.1",
    "S10Y": 100, "S2Y": 100, "S30Y": 100, "SPRE": 100, "SM75": 100, "SFX": 100, "S420": 100,
}  # fmt: skip
"""US dollars per point of a product's price; grain and soy prices are in cents."""


def multiplier(account: BrokerAccount, symbol: str) -> Decimal:
    """Return what one unit of a symbol's price is worth; the account's own word goes first."""
    code = product(symbol) or ""
    for known in (symbol, f"/{code}", code):
        if known in account.multipliers:
            return Decimal(account.multipliers[known])
    if instrument_type(symbol) in {"Future", "Future Option"}:
        return Decimal(PER_POINT.get(code, 1))
    return PER_OPTION if instrument_type(symbol) == "Equity Option" else Decimal(1)
