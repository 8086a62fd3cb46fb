"""The customer, their accounts, and what those accounts may do."""

from zlib import crc32

from dev.standins.tastytrade.listing import Call, Routes
from dev.standins.tastytrade.people import Customer
from dev.standins.tastytrade.wire import BrokerAccount, Wire
from dev.standins.tastytrade.written import instant

ADDRESS = {
    "street-one": "1 Main Street", "city": "Chicago", "state-region": "IL", "postal-code": "60601", "country": "USA",
    "is-foreign": False, "is-domestic": True,
}  # fmt: skip
BORN = "1980-01-01"
OPTIONS_LEVEL = "No Restrictions"
STATUS = {
    "day-trade-count": 0, "fee-schedule-name": "default",
    "futures-margin-rate-multiplier": "0.0", "has-intraday-equities-margin": False, "is-aggregated-at-clearing": False,
    "is-closing-only": False, "is-cryptocurrency-closing-only": False, "is-cryptocurrency-enabled": True,
    "is-frozen": False, "is-full-equity-margin-required": False, "is-futures-closing-only": False,
    "is-futures-intra-day-enabled": False, "is-futures-enabled": True, "is-in-day-trade-equity-maintenance-call": False,
    "is-in-margin-call": False, "is-pattern-day-trader": False, "is-portfolio-margin-enabled": False,
    "is-risk-reducing-only": False, "is-small-notional-futures-intra-day-enabled": False,
    "is-roll-the-day-forward-enabled": True, "are-far-otm-net-options-restricted": True, "options-level": OPTIONS_LEVEL,
    "short-calls-enabled": True, "small-notional-futures-margin-rate-multiplier": "0.0",
    "is-equity-offering-enabled": False, "is-equity-offering-closing-only": False,
}  # fmt: skip


def me(call: Call) -> Wire:
    """Return the customer who granted access."""
    return call.item(_customer(call.signed_in.customer))


def accounts(call: Call) -> Wire:
    """Return the customer's accounts, closed ones too, each with what the customer may do there."""
    customer = call.signed_in.customer
    return call.items(
        [{"account": _account(each), "authority-level": _authority(customer, each)} for each in customer.accounts]
    )


def account(call: Call) -> Wire:
    """Return one of the customer's accounts."""
    return call.item(_account(call.account))


def trading_status(call: Call) -> Wire:
    """Return what may be done in an account."""
    found = call.account
    return call.item(
        {
            "account-number": found.number,
            "id": _number(found),
            "equities-margin-calculation-type": "Reg T" if found.margin_or_cash == "Margin" else "Cash",
            "is-closed": found.is_closed,
            **STATUS,
            "updated-at": instant(found.opened_at),
        }
    )


def position_limit(call: Call) -> Wire:
    """Return how much may be ordered and held."""
    sizes = {"equity": 500_000, "equity-option": 20_000, "future": 5_000, "future-option": 5_000}
    orders = {f"{kind}-order-size": size // 2 for kind, size in sizes.items()}
    limits = {f"{kind}-position-size": size for kind, size in sizes.items()}
    found = call.account
    return call.item({"account-number": found.number, **orders, "underlying-opening-order-limit": 500, **limits})


def _authority(customer: Customer, found: BrokerAccount) -> str:
    return customer.authorities.get(found.number, "owner")


def _number(found: BrokerAccount) -> int:
    return crc32(found.number.encode()) % 1_000_000


def _account(found: BrokerAccount) -> Wire:
    opened = instant(found.opened_at)
    wire: Wire = {
        "account-number": found.number,
        "external-id": f"A{_number(found):010d}",
        "opened-at": opened,
        "nickname": found.nickname,
        "account-type-name": "Individual",
        "day-trader-status": False,
        "is-closed": found.is_closed,
        "is-firm-error": False,
        "is-firm-proprietary": False,
        "is-futures-approved": True,
        "is-test-drive": False,
        "margin-or-cash": found.margin_or_cash,
        "is-foreign": False,
        "funding-date": found.opened_at.date().isoformat(),
        "investment-objective": "SPECULATION",
        "suitable-options-level": OPTIONS_LEVEL,
        "created-at": opened,
    }
    return wire | ({"closed-at": opened} if found.is_closed else {})


def _customer(customer: Customer) -> Wire:
    false = (
        "has-delayed-quotes", "has-industry-affiliation", "has-listed-affiliation", "has-political-affiliation",
        "has-pending-or-approved-application", "is-foreign", "is-professional", "subject-to-tax-withholding",
    )  # fmt: skip
    return {
        "id": customer.id,
        "first-name": customer.first_name,
        "last-name": customer.last_name,
        "email": customer.email,
        "address": ADDRESS,
        "mailing-address": ADDRESS,
        "agreed-to-margining": True,
        "birth-date": BORN,
        "mobile-phone-number": "+13125550100",
        "permitted-account-types": [],
        "tax-number-type": "SSN",
        "usa-citizenship-type": "Citizen",
        "created-at": min(
            (instant(each.opened_at) for each in customer.accounts), default="2020-01-02T14:30:00.000+00:00"
        ),
        **dict.fromkeys(false, False),
    }


ROUTES: Routes = (
    ("GET", "/customers/me", me),
    ("GET", "/customers/me/accounts", accounts),
    ("GET", "/customers/me/accounts/{number}", account),
    ("GET", "/accounts/{number}/trading-status", trading_status),
    ("GET", "/accounts/{number}/position-limit", position_limit),
)
