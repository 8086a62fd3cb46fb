"""
What tastytrade charges, by its published schedule and by the amounts of recorded rows.

All fees here are USD and >= 0; rows carry them as debits.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from dev.standins.tastytrade.market.instruments import Instrument
from dev.standins.tastytrade.market.terms import Kind
from dev.standins.tastytrade.trader.amounts import ZERO, mills

PER_CONTRACT = Decimal(1)
CAP_PER_LEG = Decimal(10)
CLEARING_PER_CONTRACT = Decimal("0.10")
CLEARING_PER_SHARE = Decimal("0.0008")
CLEARING_PER_FUTURE = Decimal("0.30")
OPTIONS_REGULATORY = Decimal("0.02295")
ACTIVITY_PER_CONTRACT = Decimal("0.00279")  # FINRA's trading activity fee, on sales
ACTIVITY_PER_SHARE = Decimal("0.000166")
DELIVERY = Decimal(5)
"""For every exercise, assignment and cash settlement."""
SEC_RATES = (
    (date(2024, 5, 22), Decimal("0.0000278")),
    (date(2025, 5, 14), ZERO),
    (date(2026, 4, 4), Decimal("0.0000206")),
)
INDEX_FEES = MappingProxyType({"SPX": Decimal("0.65"), "SPXW": Decimal("0.65"), "XSP": Decimal("0.07")})
MICROS = frozenset({"/MES", "/MCL", "/MGC"})
FUTURE_COMMISSION = (Decimal("1.25"), Decimal("0.85"))  # full size, micro; each side
FUTURE_OPTION_COMMISSION = (Decimal("1.25"), Decimal("0.75"))
EXCHANGE_FEES = MappingProxyType(
    {product: Decimal(fee) for product, fee in {"/ES": "1.40", "/CL": "1.62", "/GC": "1.64"}.items()}
)
MICRO_EXCHANGE_FEE = Decimal("0.37")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fees:
    """The fees of one row."""

    commission: Decimal = ZERO
    clearing: Decimal = ZERO
    regulatory: Decimal = ZERO
    index: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        """Return what they add up to."""
        return self.commission + self.clearing + self.regulatory + self.index


def trade_fees(what: Instrument, quantity: Decimal, value: Decimal, day: date, charged: Decimal | None) -> Fees:
    """
    Return the fees of one fill: `quantity` > 0, `value` + when sold.

    `charged` is the commission the leg already paid in this order, None when the fill closes.
    """
    match what.instrument_type:
        case "Equity":
            clearing = mills(CLEARING_PER_SHARE * quantity)
            return Fees(clearing=clearing, regulatory=sale_fees(ACTIVITY_PER_SHARE * quantity, value, day))
        case "Equity Option":
            return _option_fees(what, quantity, value, day, charged)
        case "Future" | "Future Option":
            return _future_fees(what, quantity)
        case _:
            return Fees()  # a coin's cost is in its price


def sale_fees(activity: Decimal, value: Decimal, day: date) -> Decimal:
    """Return the regulators' part of a sale (`value` > 0); a purchase pays none."""
    if value <= 0:
        return ZERO
    rate = [rate for since, rate in SEC_RATES if since <= day][-1]
    return mills(activity + rate * value)


def delivery_fees(quantity: Decimal, value: Decimal, day: date) -> Fees:
    """Return the fees of shares that an option delivers: `quantity` > 0, `value` + when they are sold."""
    return Fees(clearing=DELIVERY, regulatory=sale_fees(ACTIVITY_PER_SHARE * quantity, value, day))


def _option_fees(what: Instrument, quantity: Decimal, value: Decimal, day: date, charged: Decimal | None) -> Fees:
    is_index = what.product.kind is Kind.INDEX
    commission = ZERO if charged is None else PER_CONTRACT * quantity
    if charged is not None and not is_index:
        commission = min(commission, CAP_PER_LEG - charged)
    activity = ACTIVITY_PER_CONTRACT * quantity
    return Fees(
        commission=commission,
        clearing=CLEARING_PER_CONTRACT * quantity,
        regulatory=mills(OPTIONS_REGULATORY * quantity) + sale_fees(activity, value, day),
        index=INDEX_FEES.get(what.root, ZERO) * quantity,
    )


def _future_fees(what: Instrument, quantity: Decimal) -> Fees:
    full, micro = FUTURE_OPTION_COMMISSION if what.is_option else FUTURE_COMMISSION
    product = what.product.symbol
    return Fees(
        commission=(micro if product in MICROS else full) * quantity,
        clearing=CLEARING_PER_FUTURE * quantity,
        regulatory=EXCHANGE_FEES.get(product, MICRO_EXCHANGE_FEE) * quantity,
    )
