"""Orders and complex orders; the newer version of the service wants to know where to start."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime

from dev.standins.tastytrade import errors, symbols
from dev.standins.tastytrade.listing import Call, Routes
from dev.standins.tastytrade.versions import SECOND
from dev.standins.tastytrade.wire import BrokerAccount, Wire
from dev.standins.tastytrade.written import moment, new_york_day

STATUSES = (
    "Received", "Cancelled", "Filled", "Expired", "Live", "Rejected", "Contingent", "Routed", "In Flight",
    "Cancel Requested", "Replace Requested", "Removed", "Partially Removed",
)  # fmt: skip
Test = Callable[[Wire], bool]


def orders(call: Call) -> Wire:
    """Return a page of an account's orders, the latest first unless asked otherwise."""
    return _searched(call, call.broker.orders(call.account))


def customers_orders(call: Call) -> Wire:
    """Return a page of the orders of several accounts."""
    found = [order for account in _asked_accounts(call) for order in call.broker.orders(account)]
    return _searched(call, sorted(found, key=lambda order: (order["received-at"], order["id"])))


def live(call: Call) -> Wire:
    """Return the orders of today, or those of before that still work."""
    return call.page(_live(call, call.account), usual=100, most=200)


def customers_live(call: Call) -> Wire:
    """Return the live orders of several accounts; in pages since the second version."""
    found = [order for account in _asked_accounts(call) for order in _live(call, account)]
    return call.page(found, usual=100, most=200) if call.version == SECOND else call.items(found)


def order(call: Call) -> Wire:
    """Return one order."""
    found = next((each for each in call.broker.orders(call.account) if str(each["id"]) == call.path("id")), None)
    if found is None:
        raise errors.not_found(f"order with id {call.path('id')}")
    return call.item(found)


def complex_orders(call: Call) -> Wire:
    """Return a page of the orders that belong together, the latest first."""
    return call.page(_complex(call.broker.orders(call.account), call.account.number)[::-1], usual=10, most=200)


def live_complex(call: Call) -> Wire:
    """Return the complex orders of which a part is live."""
    alive = {each.get("complex-order-id") for each in _live(call, call.account)}
    together = _complex(call.broker.orders(call.account), call.account.number)
    return call.items([each for each in together if each["id"] in alive])


def complex_order(call: Call) -> Wire:
    """Return one complex order."""
    together = _complex(call.broker.orders(call.account), call.account.number)
    found = next((each for each in together if str(each["id"]) == call.path("id")), None)
    if found is None:
        raise errors.not_found(f"complex order with id {call.path('id')}")
    return call.item(found)


def _searched(call: Call, found: list[Wire]) -> Wire:
    if call.version == SECOND and not (call.text("start-date") or call.text("start-at")):
        raise errors.invalid("start-date", "start-at", reason="are missing, at least one parameter must be provided")
    if not set(call.texts("status")) <= set(STATUSES):
        raise errors.invalid("status")
    descending = call.one_of("sort", "Desc", "Desc", "Asc") == "Desc"
    tests = _tests(call)
    chosen = [each for each in found if all(test(each) for test in tests)]
    return call.page(chosen[::-1] if descending else chosen, usual=100, most=200)


def _tests(call: Call) -> list[Test]:
    """Return tests for what was asked for. Raises RefusedError."""
    first, last, start, end = call.day("start-date"), call.day("end-date"), call.at("start-at"), call.at("end-at")
    statuses, underlying = call.texts("status"), call.text("underlying-symbol")
    kind, future = call.text("underlying-instrument-type"), call.text("futures-symbol")
    return [
        lambda each: first is None or first <= new_york_day(_received(each)),
        lambda each: last is None or new_york_day(_received(each)) <= last,
        lambda each: start is None or start <= _received(each),
        lambda each: end is None or _received(each) <= end,
        lambda each: not statuses or each["status"] in statuses,
        lambda each: underlying is None or each["underlying-symbol"] == underlying,
        lambda each: kind is None or each["underlying-instrument-type"] == kind,
        lambda each: future is None or any(_is_on(leg["symbol"], future) for leg in each["legs"]),
    ]


def _is_on(symbol: str, future: str) -> bool:
    terms = symbols.option(symbol)
    return future in {symbol, terms.future if terms else None}


def _received(each: Wire) -> datetime:
    return moment(each["received-at"])


def _live(call: Call, account: BrokerAccount) -> list[Wire]:
    today = new_york_day(call.now)
    found = call.broker.orders(account)
    return [each for each in found if "terminal-at" not in each or new_york_day(moment(each["terminal-at"])) == today]


def _asked_accounts(call: Call) -> list[BrokerAccount]:
    """Return the accounts of the query. Raises RefusedError."""
    numbers = call.texts("account-numbers")
    if not numbers:
        raise errors.invalid("account-numbers", reason="is missing")
    own = {account.number: account for account in call.signed_in.customer.accounts}
    if not own.keys() >= set(numbers):
        raise errors.not_permitted()
    return [own[number] for number in numbers]


def _complex(found: list[Wire], account_number: str) -> list[Wire]:
    """Return what orders make together; their tags say which kind it is and which one triggers the others."""
    groups: dict[object, list[Wire]] = defaultdict(list)
    for each in found:
        if "complex-order-id" in each:
            groups[each["complex-order-id"]].append(each)
    together = []
    for identity, parts in groups.items():
        triggers = [part for part in parts if part.get("complex-order-tag", "").endswith("::trigger-order")]
        kind = parts[0].get("complex-order-tag", "OCO").split("::")[0]
        whole: Wire = {"id": identity, "account-number": account_number, "type": kind}
        whole["orders"] = [part for part in parts if part not in triggers]
        together.append(whole | ({"trigger-order": triggers[0]} if triggers else {}))
    return together


ROUTES: Routes = (
    ("GET", "/accounts/{number}/orders", orders),
    ("GET", "/accounts/{number}/orders/live", live),
    ("GET", "/accounts/{number}/orders/{id}", order),
    ("GET", "/customers/me/orders", customers_orders),
    ("GET", "/customers/me/orders/live", customers_live),
    ("GET", "/accounts/{number}/complex-orders", complex_orders),
    ("GET", "/accounts/{number}/complex-orders/live", live_complex),
    ("GET", "/accounts/{number}/complex-orders/{id}", complex_order),
)
