"""The accounts of a customer."""

from datetime import date, datetime

from lib.domain.new_york import new_york_day
from lib.gateways.tastytrade.api import Sent
from lib.gateways.tastytrade.failures import senseless
from lib.gateways.tastytrade.listing import items_of
from lib.gateways.tastytrade.translate import text
from lib.ports.broker import AccountAtBroker, Raw

ACCOUNTS = "/customers/me/accounts"
THE_BROKER_BEGAN = date(2017, 1, 1)  # no account is older; empty years cost one call each


def accounts_of(sent: Sent) -> list[AccountAtBroker]:
    """Read the list; raises BrokerUnavailableError for one whose accounts have no number."""
    return [account_of(item.get("account") or item) for item in items_of(sent)]


def account_of(sent: Raw) -> AccountAtBroker:
    """Read one account."""
    number = text(sent, "account-number")
    if number is None:
        raise senseless()
    return AccountAtBroker(
        number=number,
        nickname=text(sent, "nickname") or number,
        type_name=text(sent, "account-type-name") or "",
        opened_on=opened_on(text(sent, "opened-at") or text(sent, "created-at")),
        is_closed=sent.get("is-closed") is True,
    )


def opened_on(sent: str | None) -> date:
    """Return the New York day of a moment, the broker's first one where it cannot be read."""
    try:
        return new_york_day(datetime.fromisoformat(sent or ""))
    except ValueError:
        return THE_BROKER_BEGAN
