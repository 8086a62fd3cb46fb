"""The broker's envelope: items, and how many of them there are."""

from collections.abc import Mapping, Sequence
from typing import Any

from lib.gateways.tastytrade.failures import senseless
from lib.ports.broker import Page, Raw


def items_of(sent: Mapping[str, Any]) -> Sequence[Raw]:
    """Return the items of a list; raises BrokerUnavailableError where there is no list."""
    data = sent.get("data")
    items = data.get("items") if isinstance(data, dict) else None
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise senseless()
    return items


def object_in(sent: Mapping[str, Any]) -> Raw:
    """Return the one object; a list of one, as balances had it for a while, will do. Raises BrokerUnavailableError."""
    data = sent.get("data")
    if isinstance(data, dict) and isinstance(data.get("items"), list):
        data = next(iter(data["items"]), None)
    if not isinstance(data, dict):
        raise senseless()
    return data


def page_of(sent: Mapping[str, Any], offset: int, per_page: int) -> Page:
    """
    Return one page; `offset` is its number.

    A list without a count of its items is taken for whole when it is shorter than a page.
    """
    items = items_of(sent)
    pagination = sent.get("pagination")
    told = pagination if isinstance(pagination, dict) else {}
    total, pages = whole(told.get("total-items")), whole(told.get("total-pages"))
    if total is None:
        total = offset * per_page + len(items)
    if pages is None:
        pages = offset + 1 if len(items) < per_page else offset + 2
    return Page(items=items, total=total, is_last=not items or offset + 1 >= pages)


def whole(sent: object) -> int | None:
    """Read a count, None where there is none."""
    return int(str(sent)) if str(sent).isdecimal() else None
