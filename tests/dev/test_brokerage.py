"""The broker that the stack serves: who is there, and who stays connected."""

from pathlib import Path

import httpx

from dev.stack import Stack
from dev.stack.brokerage import make_broker, product

PROGRAM = {"User-Agent": "tests/1.0"}


class TestTheStacksBroker:
    def test_has_customers_with_several_accounts_each(self, tmp_path: Path) -> None:
        customers = make_broker(tmp_path).people.customers.values()

        assert [[account.number for account in customer.accounts] for customer in customers] == [
            ["5WX10001", "5WX10002"],
            ["5WY20001", "5WY20002"],
        ]

    def test_knows_the_product_and_whom_it_connected_when_it_is_started_again(self, tmp_path: Path) -> None:
        before = make_broker(tmp_path)
        client = product(before, "http://127.0.0.1:3000")
        kept, gone = (before.people.grant(client, each) for each in before.people.customers.values())
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
