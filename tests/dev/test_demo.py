"""What `make dev` makes for the demo trader: an imported account and a linked one, once."""

import threading
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from dev.demo import account as demo
from dev.demo import linked
from dev.demo.account import DemoError, accounts, calling, told
from dev.stack import Stack
from dev.stack.brokerage import trader_s_grant
from dev.standins.tastytrade.people import Grant


@pytest.fixture(scope="module")
def grant(stack: Stack) -> Grant:
    grant = trader_s_grant(stack.broker)
    stack.broker.welcome(grant.customer)
    return grant


@pytest.fixture(scope="module")
def token(functions: str) -> str:
    return demo.ensure(functions)


@pytest.fixture
def client(functions: str, token: str, grant: Grant) -> Iterator[httpx.Client]:
    """Have everything made, and call as the demo trader."""
    assert linked.ensure(functions, token, grant, threading.Event())
    with calling(functions, token) as client:
        yield client


def links(client: httpx.Client) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = told(client.get(linked.LINKS))["items"]
    return items


class TestTheDemo:
    def test_has_an_imported_account_and_a_linked_one_that_are_told_apart(self, client: httpx.Client) -> None:
        found = accounts(client)

        assert [(one["name"], one["source"], one["is_current"]) for one in found] == [
            ("Demo account", "csv", True),
            ("Linked demo account", "tastytrade", True),
        ]

    def test_is_made_once(self, client: httpx.Client, functions: str, token: str, grant: Grant, stack: Stack) -> None:
        before = accounts(client), links(client)
        stack.broker.calls.clear()

        demo.ensure(functions)
        read = linked.ensure(functions, token, grant, threading.Event())

        assert (accounts(client), links(client)) == before
        assert read is not None
        assert read.rows == before[0][1]["rows"]
        assert len(stack.broker.calls) == 0

    @pytest.mark.usefixtures("client")
    def test_says_that_it_was_stopped_rather_than_read(
        self, functions: str, token: str, grant: Grant, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stopped = threading.Event()
        stopped.set()
        monkeypatch.setattr(linked, "_rows_read", lambda _: None)

        assert linked.ensure(functions, token, grant, stopped) is None

    def test_finishes_what_was_interrupted_between_the_link_and_the_choice(
        self, client: httpx.Client, functions: str, token: str, grant: Grant
    ) -> None:
        [link] = links(client)
        [_, account] = accounts(client)
        told(client.put(f"{linked.LINKS}/{link['id']}/accounts", json={"accounts": []}))
        gone = client.delete(f"/api/connections/accounts/{account['id']}", params={"confirm": account["name"]})

        read = linked.ensure(functions, token, grant, threading.Event())

        assert gone.is_success
        assert read is not None
        assert [one["id"] for one in links(client)] == [link["id"]]
        assert [one["name"] for one in accounts(client)] == ["Demo account", "Linked demo account"]

    def test_stays_unlinked_once_it_was_unlinked_by_hand(
        self, client: httpx.Client, functions: str, token: str, grant: Grant
    ) -> None:
        [link] = links(client)
        client.delete(f"{linked.LINKS}/{link['id']}").raise_for_status()

        read = linked.ensure(functions, token, grant, threading.Event())

        assert read is not None
        assert links(client) == []

    def test_says_at_which_step_it_failed(self, token: str, grant: Grant) -> None:
        with pytest.raises(DemoError, match="ConnectError"):
            linked.ensure("http://127.0.0.1:1", token, grant, threading.Event())
