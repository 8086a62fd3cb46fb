"""Steering the simulator over HTTP, as another process must."""

from datetime import UTC, datetime

from tests.standins.tastytrade.simulator import DEPOSIT, HISTORY, IRA, MARGIN, NOW, Simulator

CONTROL = "/__control__"


class TestTheClock:
    async def test_moves_on_while_it_stands(self, simulator: Simulator) -> None:
        moved = await simulator.client.post(f"{CONTROL}/clock", json={"advance": 3600})

        assert moved.json() == {"now": "2026-03-05T19:00:00.000+00:00", "frozen": True}

    async def test_is_set(self, simulator: Simulator) -> None:
        await simulator.client.post(f"{CONTROL}/clock", json={"at": "2026-03-06T21:00:00Z"})

        assert simulator.broker.clock.now() == datetime(2026, 3, 6, 21, tzinfo=UTC)

    async def test_runs_again(self, simulator: Simulator) -> None:
        answer = await simulator.client.post(f"{CONTROL}/clock", json={"frozen": False})

        assert answer.json()["frozen"] is False
        assert 0 <= (simulator.broker.clock.now() - NOW).total_seconds() < 60


class TestFaults:
    async def test_are_asked_for_seen_and_forgotten(self, simulator: Simulator) -> None:
        fault = {"kind": "too_many", "path": "customers", "times": 5, "retry_after": 3}
        await simulator.client.post(f"{CONTROL}/faults", json=fault)
        met = await simulator.get("/customers/me")
        seen = await simulator.client.get(f"{CONTROL}/faults")
        await simulator.client.delete(f"{CONTROL}/faults")

        assert (met.status_code, met.headers["retry-after"]) == (429, "3")
        assert seen.json() == [{"kind": "too_many", "path": "customers", "times": 4}]
        assert (await simulator.get("/customers/me")).status_code == 200

    async def test_that_do_not_exist_are_refused(self, simulator: Simulator) -> None:
        answer = await simulator.client.post(f"{CONTROL}/faults", json={"kind": "fire"})

        assert answer.status_code == 400


class TestCalls:
    async def test_are_listed_until_forgotten(self, simulator: Simulator) -> None:
        await simulator.get("/customers/me/accounts")
        await simulator.refresh()

        listed = (await simulator.client.delete(f"{CONTROL}/calls")).json()

        assert [(call["method"], call["path"]) for call in listed] == [
            ("GET", "/customers/me/accounts"),
            ("POST", "/oauth/token"),
        ]
        assert (await simulator.client.get(f"{CONTROL}/calls")).json() == []


class TestCustomers:
    async def test_are_made_with_a_grant_and_given_accounts(self, simulator: Simulator) -> None:
        made = (
            await simulator.client.post(f"{CONTROL}/customers", json={"first_name": "Eve", "last_name": "New"})
        ).json()
        account = {"csv": DEPOSIT, "nickname": "Savings", "margin_or_cash": "Cash"}
        put = await simulator.client.put(f"{CONTROL}/customers/{made['id']}/accounts/5WX77777", json=account)
        secret, refresh = (made["grants"][0][name] for name in ("client_secret", "refresh_token"))
        token = (await simulator.refresh(client_secret=secret, refresh_token=refresh)).json()["access_token"]
        seen = await simulator.client.get("/customers/me/accounts", headers={"Authorization": f"Bearer {token}"})

        assert put.json() == {"transactions": 1, "orders": 0}
        account = seen.json()["data"]["items"][0]["account"]
        assert [account[name] for name in ("account-number", "nickname", "margin-or-cash")] == [
            "5WX77777",
            "Savings",
            "Cash",
        ]

    async def test_have_an_account_replaced(self, simulator: Simulator) -> None:
        path = f"{CONTROL}/customers/{simulator.grant.customer.id}/accounts/{IRA}"
        await simulator.client.put(path, json={"csv": HISTORY.read_text(), "is_closed": True})

        accounts = await simulator.items("/customers/me/accounts")

        assert [(each["account"]["account-number"], each["account"]["is-closed"]) for each in accounts] == [
            (MARGIN, False),
            (IRA, True),
        ]

    async def test_lose_a_grant(self, simulator: Simulator) -> None:
        answer = await simulator.client.post(
            f"{CONTROL}/grants/revoke", json={"refresh_token": simulator.grant.refresh_token}
        )

        assert answer.json() == {"revoked": 1}
        assert (await simulator.refresh()).status_code == 400


class TestTransactions:
    async def test_are_added_in_the_past_and_withdrawn(self, simulator: Simulator) -> None:
        rows = await simulator.items(f"/accounts/{MARGIN}/transactions", ("sort", "Asc"))
        late = rows[0] | {"id": 1, "executed-at": "2026-03-02T15:00:01.000+00:00", "value": "1.0", "net-value": "1.0"}
        change = {"add": [late], "withdraw": [rows[1]["id"]]}

        await simulator.client.post(f"{CONTROL}/accounts/{MARGIN}/transactions", json=change)

        after = await simulator.items(f"/accounts/{MARGIN}/transactions", ("sort", "Asc"))
        assert [row["id"] for row in after[:3]] == [rows[0]["id"], 1, rows[2]["id"]]
        balance = await simulator.data(f"/accounts/{MARGIN}/balances/USD")
        assert balance["cash-balance"] == "50246.22"  # 31245.14 + 19000.08 + 1.00
