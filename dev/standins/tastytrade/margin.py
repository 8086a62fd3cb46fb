"""The margin report: the published shape over this stand-in's own simple rule (valuation.py)."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from dev.standins.tastytrade import symbols, valuation
from dev.standins.tastytrade.accounts import OPTIONS_LEVEL
from dev.standins.tastytrade.listing import Call, Routes
from dev.standins.tastytrade.replay import NOTHING
from dev.standins.tastytrade.valuation import Valued
from dev.standins.tastytrade.wire import Wire
from dev.standins.tastytrade.written import amount, number

RISK_FREE_RATE = "0.041"


def requirements(call: Call) -> Wire:
    """Return what an account must hold, by underlying."""
    replay = call.broker.books(call.account)
    valued = valuation.value(replay, call.broker.market, call.now)
    total, required = replay.cash + valuation.worth(valued), _required(valued)
    by_underlying: dict[str, list[Valued]] = defaultdict(list)
    for each in valued:
        by_underlying[each.holding.underlying].append(each)
    return call.item(
        {
            "account-number": call.account.number,
            "description": "Total",
            "margin-calculation-type": "Reg T",
            "option-level": OPTIONS_LEVEL,
            **amount("margin-requirement", -required),
            **amount("initial-requirement", -required),
            **amount("maintenance-requirement", -required),
            **amount("margin-equity", total),
            **amount("option-buying-power", total - required),
            **amount("reg-t-margin-requirement", -required),
            **amount("reg-t-option-buying-power", total - required),
            **amount("maintenance-excess", total - required),
            "groups": [_underlying(name, parts) for name, parts in sorted(by_underlying.items())],
            "last-state-timestamp": int(call.now.timestamp() * 1000),
        }
    )


def public_configuration(call: Call) -> Wire:
    """Return the interest rate that is free of risk; nobody has to be signed in."""
    return call.item({"risk-free-rate": RISK_FREE_RATE})


def _required(valued: Sequence[Valued]) -> Decimal:
    return sum((each.requirement for each in valued), NOTHING)


def _underlying(name: str, parts: Sequence[Valued]) -> Wire:
    group: Wire = {
        "description": name,
        "code": name,
        "underlying-symbol": name,
        "underlying-type": "Future" if name.startswith("/") else "Equity",
        "margin-calculation-type": "Reg T",
        **_amounts(_required(parts)),
        "groups": [_position(each) for each in parts],
        "price-increase-percent": "0.5",
        "price-decrease-percent": "-0.5",
    }
    return group


def _amounts(required: Decimal) -> Wire:
    return {
        **amount("margin-requirement", -required),
        **amount("initial-requirement", -required),
        **amount("maintenance-requirement", -required),
        **amount("buying-power", required),
    }


def _position(each: Valued) -> Wire:
    held, terms = each.holding, symbols.option(each.holding.symbol)
    side = "LONG" if held.quantity > 0 else "SHORT"
    entry: Wire = {
        "instrument-symbol": held.symbol,
        "instrument-type": held.instrument_type,
        "quantity": number(held.quantity),
        "average-open-price": "NaN",
        "close-price": number(each.price),
        "fixing-price": "NaN",
    }
    if terms:
        entry |= {
            "strike-price": number(terms.strike),
            "option-type": terms.side,
            "deliverable-quantity": number(abs(held.quantity) * held.multiplier),
            "expiration-date": terms.expires_on.isoformat(),
        }
    group: Wire = {"description": f"{side}_OPTION" if terms else f"{side}_UNDERLYING", **_amounts(each.requirement)}
    return group | {"includes-working-order": False, "position-entries": [entry]}


OPEN_ROUTES: Routes = (("GET", "/margin-requirements-public-configuration", public_configuration),)
ROUTES: Routes = (("GET", "/margin/accounts/{number}/requirements", requirements),)
