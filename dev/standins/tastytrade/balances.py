"""Balances: the cash the served rows add up to, and what the replayed positions are worth."""

from datetime import datetime
from decimal import Decimal

from dev.standins.tastytrade import errors, valuation
from dev.standins.tastytrade.listing import Call, Routes
from dev.standins.tastytrade.replay import NOTHING, Replay
from dev.standins.tastytrade.valuation import Valued
from dev.standins.tastytrade.wire import Market, Wire
from dev.standins.tastytrade.written import amount, effect, instant, new_york_day, rounded

CURRENCY = "USD"
ALWAYS_NOTHING = (
    "bond-margin-requirement", "cryptocurrency-margin-requirement", "day-equity-call-value", "day-trading-call-value",
    "equity-offering-margin-requirement", "fixed-income-security-margin-requirement", "long-bond-value",
    "long-fixed-income-security-value", "long-futures-value", "maintenance-call-value", "pending-margin-interest",
    "reg-t-call-value", "short-futures-value", "special-memorandum-account-apex-adjustment",
    "special-memorandum-account-value", "total-pending-liquidity-pool-rebate", "long-index-derivative-value",
    "short-index-derivative-value",
)  # fmt: skip
NOT_IN_SNAPSHOTS = {
    "reg-t-margin-requirement", "futures-overnight-margin-requirement", "futures-intraday-margin-requirement",
    "maintenance-excess", "pending-margin-interest", "buying-power-adjustment", "buying-power-adjustment-effect",
    "effective-cryptocurrency-buying-power", "total-pending-liquidity-pool-rebate", "long-index-derivative-value",
    "short-index-derivative-value", "updated-at",
}  # fmt: skip


def balances(call: Call) -> Wire:
    """Return an account's balances by currency."""
    return call.items([_current(call)])


def balance_in(call: Call) -> Wire:
    """Return an account's balance in one currency."""
    if call.path("currency") != CURRENCY:
        raise errors.not_found(f"balance in {call.path('currency')}")
    return call.item(call.troubles.page([_current(call)])[0])


def balance(replay: Replay, market: Market, at: datetime) -> Wire:
    """Return the balance at a moment as the API writes it. Amounts without an effect are magnitudes."""
    valued = valuation.value(replay, market, at)
    futures = [each for each in valued if each.holding.instrument_type == "Future"]
    total = replay.cash + valuation.worth(valued)
    return {
        "account-number": replay.account.number,
        "currency": CURRENCY,
        "cash-balance": rounded(replay.cash),
        **_values(valued),
        **_requirements(replay, valued, total),
        **_intraday(valuation.worth(futures), at),
        "net-liquidating-value": rounded(total),
        **dict.fromkeys(ALWAYS_NOTHING, "0.0"),
        **amount("pending-cash", NOTHING),
        "unsettled-cryptocurrency-fiat-amount": "0.0",
        "unsettled-cryptocurrency-fiat-effect": "None",
        **amount("buying-power-adjustment", NOTHING),
        "snapshot-date": new_york_day(at).isoformat(),
        "updated-at": instant(at),
    }


def snapshot(replay: Replay, market: Market, at: datetime, time_of_day: str) -> Wire:
    """Return a balance as the API keeps it for later."""
    kept = {key: value for key, value in balance(replay, market, at).items() if key not in NOT_IN_SNAPSHOTS}
    return kept | {"time-of-day": time_of_day}


def _current(call: Call) -> Wire:
    return balance(call.broker.books(call.account), call.broker.market, call.now)


def _intraday(futures: Decimal, at: datetime) -> Wire:
    """Return the day's profit of futures, which is not yet cash."""
    return {
        "intraday-futures-cash-amount": rounded(abs(futures)),
        "intraday-futures-cash-effect": effect(futures),
        "intraday-futures-cash-effective-date": new_york_day(at).isoformat(),
    }


def _values(valued: list[Valued]) -> Wire:
    """Return the worth of each kind of position, long and short apart."""
    wire: Wire = {}
    for kind, name in valuation.KINDS.items():
        worths = [each.worth for each in valued if each.holding.instrument_type == kind]
        wire[f"long-{name}-value"] = rounded(sum((worth for worth in worths if worth > 0), NOTHING))
        wire[f"short-{name}-value"] = rounded(-sum((worth for worth in worths if worth < 0), NOTHING))
    equities = [each.worth for each in valued if each.holding.instrument_type == "Equity"]
    wire["long-margineable-value"] = rounded(sum((worth for worth in equities if worth > 0), NOTHING))
    wire["short-margineable-value"] = rounded(-sum((worth for worth in equities if worth < 0), NOTHING))
    return wire


def _requirements(replay: Replay, valued: list[Valued], total: Decimal) -> Wire:
    """Return margin and buying power, by the rule of valuation.py."""
    required = sum((each.requirement for each in valued), NOTHING)
    futures = sum((each.requirement for each in valued if each.holding.instrument_type == "Future"), NOTHING)
    free, cash = max(total - required, NOTHING), max(replay.cash, NOTHING)
    power = free * 2 if replay.account.margin_or_cash == "Margin" else min(free, cash)
    withdrawable = min(free, cash)
    amounts = {
        "available-trading-funds": free, "closed-loop-available-balance": withdrawable,
        "cash-available-to-withdraw": withdrawable, "cash-settle-balance": replay.cash,
        "margin-settle-balance": NOTHING, "total-settle-balance": replay.cash, "day-trade-excess": free,
        "day-trading-buying-power": NOTHING, "derivative-buying-power": free, "equity-buying-power": power,
        "effective-cryptocurrency-buying-power": withdrawable, "futures-margin-requirement": futures,
        "futures-overnight-margin-requirement": futures, "futures-intraday-margin-requirement": futures,
        "maintenance-requirement": required, "reg-t-margin-requirement": required, "maintenance-excess": free,
        "margin-equity": total, "used-derivative-buying-power": required, "sma-equity-option-buying-power": NOTHING,
    }  # fmt: skip
    return {name: rounded(value) for name, value in amounts.items()}


ROUTES: Routes = (
    ("GET", "/accounts/{number}/balances", balances),
    ("GET", "/accounts/{number}/balances/{currency}", balance_in),
)
