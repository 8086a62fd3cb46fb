"""The broker that the stack serves: who is there, and who stays connected."""

from datetime import UTC, datetime
from pathlib import Path

import httpx

from dev.stack import Stack
from dev.stack.brokerage import make_broker, product, trader_s_grant
from dev.standins.tastytrade.trader import NUMBER

PROGRAM = {"User-Agent": "tests/1.0"}


class TestTheStacksBroker:
    def test_has_customers_with_several_accounts_each(self, tmp_path: Path) -> None:
        customers = make_broker(tmp_path).people.customers.values()

        assert [[account.number for account in customer.accounts] for customer in customers] == [
            ["5WX10001", "5WX10002"],
            ["5WY20001", "5WY20002"],
            [],  # the demo trader's comes when it is asked for
        ]

    def test_makes_the_demo_traders_account_when_it_is_first_asked_for(self, stack: Stack) -> None:
        grant = trader_s_grant(stack.broker)
        headers = PROGRAM | {"Authorization": f"Bearer {stack.broker.people.issue_access(grant)}"}
        with httpx.Client(
            base_url=stack.env["TASTYTRADE_API_URL"], headers=headers, timeout=60, trust_env=False
        ) as client:
            told = [client.get("/customers/me/accounts").json()["data"]["items"] for _ in range(2)]

        assert [[one["account"]["account-number"] for one in items] for items in told] == [[NUMBER], [NUMBER]]

    def test_gives_the_demo_traders_grant_again_until_it_is_revoked(self, tmp_path: Path) -> None:
        first = trader_s_grant(make_broker(tmp_path))
        broker = make_broker(tmp_path)
        second = trader_s_grant(broker)
        broker.people.revoke([second])

        third = trader_s_grant(broker)

        assert (second.refresh_token, second.client.id) == (first.refresh_token, first.client.id)
        assert third.refresh_token != second.refresh_token

    def test_does_not_take_the_products_grant_for_the_demo_traders_own(self, tmp_path: Path) -> None:
        broker = make_broker(tmp_path)
        trader = list(broker.people.customers.values())[-1]
        by_consent = broker.people.grant(product(broker, "http://127.0.0.1:3000"), trader)

        assert trader_s_grant(broker).client is not by_consent.client

    def test_has_prices_that_move(self, tmp_path: Path) -> None:
        market = make_broker(tmp_path).market
        days = [datetime(2026, 3, day, 16, tzinfo=UTC) for day in (2, 3, 4)]

        marks = [quote.mark for day in days if (quote := market.quote("SPY", "Equity", day))]

        assert len(set(marks)) == 3

    def test_knows_the_product_and_whom_it_connected_when_it_is_started_again(self, tmp_path: Path) -> None:
        before = make_broker(tmp_path)
        client = product(before, "http://127.0.0.1:3000")
        kept, gone = (before.people.grant(client, each) for each in list(before.people.customers.values())[:2])
        before.people.revoke([gone])

        after = make_broker(tmp_path)

        assert product(after, "http://127.0.0.1:3001").id == client.id
        assert {token: (grant.customer.id, grant.is_revoked) for token, grant in after.people.grants.items()} == {
            kept.refresh_token: (kept.customer.id, False),
            gone.refresh_token: (gone.customer.id, True),
        }

    def test_lets_the_product_be_connected(self, stack: Stack) -> None:
        asked = {
            "client_id": stack.env["TASTYTRADE_CLIENT_ID"],
            "redirect_uri": f"{stack.app_url}/connections/callback",
            "response_type": "code",
            "scope": "read",
            "state": "s",
        }
        with httpx.Client(headers=PROGRAM, trust_env=False) as browser:
            page = browser.get(stack.env["TASTYTRADE_AUTHORIZATION_URL"], params=asked)
            pressed = browser.post(
                stack.env["TASTYTRADE_AUTHORIZATION_URL"],
                data=asked | {"customer": next(iter(stack.broker.people.customers)), "decision": "approve"},
            )
            body = {
                "grant_type": "authorization_code",
                "code": httpx.URL(pressed.headers["location"]).params["code"],
                "client_id": asked["client_id"],
                "client_secret": stack.env["TASTYTRADE_CLIENT_SECRET"],
                "redirect_uri": asked["redirect_uri"],
            }
            token = browser.post(f"{stack.env['TASTYTRADE_API_URL']}/oauth/token", json=body).json()["access_token"]
            bearer = {"Authorization": f"Bearer {token}"}
            accounts = browser.get(f"{stack.env['TASTYTRADE_API_URL']}/customers/me/accounts", headers=bearer)

        assert "Connect TastyTrade Tracker" in page.text
        assert len(accounts.json()["data"]["items"]) == 2
