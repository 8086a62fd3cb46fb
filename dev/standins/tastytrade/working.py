"""An order while it works: what was known of it before it ended."""

from datetime import datetime
from decimal import Decimal

from dev.standins.tastytrade.wire import Wire
from dev.standins.tastytrade.written import moment, quantity

ONLY_AT_THE_END = {"terminal-at", "cancelled-at", "replacing-order-id", "reject-reason"}


def as_of(order: Wire, now: datetime) -> Wire:
    """Return an order as the broker showed it at a moment: live until it ends, with the fills there were by then."""
    if "terminal-at" not in order or moment(order["terminal-at"]) <= now:
        return order
    known = {name: value for name, value in order.items() if name not in ONLY_AT_THE_END}
    since = moment(order.get("live-at", order["received-at"]))
    legs = [_leg(leg, now) for leg in order["legs"]]
    changed_at = max([since, *(moment(fill["filled-at"]) for leg in legs for fill in leg.get("fills", ()))])
    return known | {
        "status": "Live",
        "cancellable": True,
        "editable": True,
        "updated-at": int(changed_at.timestamp() * 1000),
        "legs": legs,
    }


def _leg(leg: Wire, now: datetime) -> Wire:
    fills = [fill for fill in leg.get("fills", ()) if moment(fill["filled-at"]) <= now]
    filled = sum((Decimal(str(fill["quantity"])) for fill in fills), Decimal(0))
    return leg | {"remaining-quantity": quantity(Decimal(str(leg["quantity"])) - filled), "fills": fills}
