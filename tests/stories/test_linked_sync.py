"""An account that syncs from the simulated broker, through the running stack."""

import logging
from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest

from dev.stack import Stack
from dev.standins.tastytrade.csv_history import account_from_csv
from dev.standins.tastytrade.wire import BrokerAccount
from lib.ports.connections import ConnectionState, SyncPhase
from tests.api.people import run_sql
from tests.parts import where
from tests.stories.following import Follower, follower_of
from tests.web.test_secrets import Lines

DEMO = Path(__file__).resolve().parents[2] / "dev/demo/history.csv"
CENT = Decimal("0.01")


def served(file: Path = DEMO) -> BrokerAccount:
    """Return a history as an account of the broker's, under a number of its own."""
    account = account_from_csv(file, f"5S{uuid4().hex[:6].upper()}")
    for row in account.transactions:
        if row["transaction-sub-type"] == "ACAT":  # the API gives the price of the day, as the file's column does
            row["price"] = "505.0"
    return account


@pytest.fixture
async def follower(stack: Stack, functions: str) -> AsyncIterator[Follower]:
    async with follower_of(stack, functions, served()) as follower:
        yield follower


def the_account(follower: Follower) -> BrokerAccount:
    return follower.grant.customer.accounts[0]


async def same_books(follower: Follower, synced: str, imported: str) -> int:
    """Compare the closings of two accounts, fees within the rounding of each row; return how many there are."""
    broker_s, file_s = await follower.earned(synced), await follower.earned(imported)
    assert broker_s.keys() == file_s.keys()
    for key, (quantity, gross, fees) in broker_s.items():
        assert (quantity, gross) == (file_s[key][0], file_s[key][1]), key
        assert abs(fees - file_s[key][2]) <= 10 * CENT, key
    return len(broker_s)


class TestFirstSync:
    async def test_gives_the_books_that_the_same_history_gives_as_a_file(self, follower: Follower) -> None:
        synced = await follower.follow(the_account(follower))
        linked = await follower.sync(synced)
        imported = await follower.trader.add_account("From a file")
        await follower.trader.import_file(imported, DEMO.read_bytes())

        compared = await same_books(follower, synced, imported)

        assert (linked.phase, linked.rows_seen) == (SyncPhase.LIVE, len(the_account(follower).transactions))
        assert compared > 10

    async def test_keeps_orders_positions_and_balances(self, follower: Follower, stack: Stack) -> None:
        synced = await follower.follow(the_account(follower))
        await follower.sync(synced)

        kept = run_sql(
            stack,
            "select (select count(*) from orders where account_id = a.id),"
            " (select count(*) from positions where account_id = a.id),"
            " (select count(*) from account_balances where account_id = a.id),"
            " (select count(*) from account_balance_snapshots where account_id = a.id)"
            " from tastytrade_accounts as a where a.id = %s",
            synced,
        )

        [(orders, positions, balances, snapshots)] = kept
        assert orders == len(the_account(follower).orders)
        assert positions == 7  # five shares, coins and a call
        assert balances == 1
        assert int(str(snapshots)) > 10


class TestFileFirst:
    async def test_is_completed_in_place(self, follower: Follower) -> None:
        imported = await follower.trader.add_account("Margin")
        await follower.trader.import_file(imported, DEMO.read_bytes())
        before = {row["id"] for row in await follower.trader.every("/api/transactions", account=imported)}
        closings = await follower.earned(imported)

        synced = await follower.follow(the_account(follower), imported)
        await follower.sync(synced)

        rows = await follower.trader.every("/api/transactions", account=imported)
        assert synced == imported
        assert {row["id"] for row in rows} == before
        assert {row["layout"] for row in rows} == {"api"}
        assert (await follower.earned(imported)).keys() == closings.keys()


class TestAnAccountThatLives:
    async def test_takes_in_what_is_new_corrected_and_withdrawn(self, follower: Follower, stack: Stack) -> None:
        account = the_account(follower)
        whole = list(account.transactions)
        account.transactions[:] = whole[:-3]
        synced = await follower.follow(account)
        first = await follower.sync(synced)
        stack.broker.add_transactions(account, whole[-3:])
        corrected = account.transactions[-1] | {"description": "Corrected"}
        stack.broker.add_transactions(account, [corrected])

        second = await follower.sync(synced)

        rows = await follower.trader.every("/api/transactions", account=synced)
        assert (first.rows_seen, second.rows_seen) == (len(whole) - 3, len(whole))
        assert [row["description"] for row in rows].count("Corrected") == 1

    async def test_that_does_not_change_asks_a_fixed_number_of_calls_and_builds_nothing(
        self, follower: Follower, stack: Stack
    ) -> None:
        synced = await follower.follow(the_account(follower))
        await follower.sync(synced)
        await follower.sync(synced)
        stack.broker.calls.clear()
        version = run_sql(stack, "select books_version from tastytrade_accounts where id = %s", synced)

        await follower.sync(synced)

        mine = [call["path"] for call in stack.broker.calls]
        number = the_account(follower).number
        assert mine == [
            "/oauth/token",
            *(f"/accounts/{number}/{what}" for what in ("transactions", "orders", "balance-snapshots", "positions")),
            f"/accounts/{number}/balances/USD",
            "/api-quote-tokens",
            "/realtime",
        ]
        assert run_sql(stack, "select books_version from tastytrade_accounts where id = %s", synced) == version


class TestTrouble:
    @pytest.mark.parametrize("fault", ["too_many", "server_error", "drop_before", "drop_after"])
    async def test_that_passes_is_tried_again_until_all_is_there(
        self, follower: Follower, stack: Stack, fault: str
    ) -> None:
        account = the_account(follower)
        stack.broker.faults.add(fault, f"/accounts/{account.number}/", times=3)
        synced = await follower.follow(account)

        linked = await follower.sync_by_the_queue(synced)

        assert (linked.rows_seen, linked.failure) == (len(account.transactions), None)

    async def test_with_the_grant_is_told_and_counted(self, follower: Follower, stack: Stack) -> None:
        synced = await follower.follow(the_account(follower))
        stack.broker.people.revoke([follower.grant])

        refused = await follower.deliver(synced)

        linked, [link] = await follower.linked(synced), await follower.connections.connections()
        assert (refused.status_code, refused.json()["error"]["code"]) == (503, "access_refused")
        assert 600 <= int(refused.headers["retry-after"]) <= 900
        assert linked.failure is not None
        assert linked.failure.code == "access_revoked"
        assert (link.state, link.refused_since is not None) == (ConnectionState.LINKED, True)

    async def test_with_the_grant_ends_the_link_when_it_lasts(self, follower: Follower, stack: Stack) -> None:
        synced = await follower.follow(the_account(follower))
        stack.broker.people.revoke([follower.grant])
        for _ in range(2):
            await follower.deliver(synced)
            run_sql(
                stack,
                "update tastytrade_connections set last_refused_at = last_refused_at - interval '10 minutes'"
                " where id = %s",
                follower.connection_id,
            )

        last = await follower.deliver(synced)

        [link] = await follower.connections.connections()
        assert (last.status_code, last.json()) == (200, {"outcome": "revoked"})
        assert link.state is ConnectionState.RECONNECT_NEEDED


@pytest.mark.needs("shared")
class TestPublishedHistories:
    @pytest.mark.parametrize("name", ["avion23_2018_2025.csv"])
    async def test_give_the_same_books_synced_as_imported(self, stack: Stack, functions: str, name: str) -> None:
        file = Path(where("shared")) / "data/tastytrade/history" / name
        async with follower_of(stack, functions, served(file)) as follower:
            account = the_account(follower)
            synced = await follower.follow(account)
            await follower.sync(synced)
            imported = await follower.trader.add_account("From a file")
            await follower.trader.import_file(imported, file.read_bytes())

            assert await same_books(follower, synced, imported) > 400


class TestSecrets:
    async def test_of_a_grant_are_in_no_log_and_nowhere_in_the_database_in_clear(
        self, follower: Follower, stack: Stack
    ) -> None:
        lines, loggers = Lines(), [logging.getLogger(name) for name in (None, "api", "lib")]
        for logger in loggers:
            logger.addHandler(lines)
        try:
            synced = await follower.follow(the_account(follower))
            await follower.sync(synced)
            stack.broker.people.revoke([follower.grant])
            answer = await follower.deliver(synced)
        finally:
            for logger in loggers:
                logger.removeHandler(lines)

        (everything,) = run_sql(stack, "select string_agg(query_to_xml(t, true, false, '')::text, '') from" + TABLES)[0]
        assert synced in str(everything)
        assert "sync of account" in lines.text
        for secret in (follower.grant.client.secret, follower.grant.refresh_token):
            assert secret not in lines.text
            assert secret not in str(everything)
            assert secret not in answer.text


TABLES = (
    " (select format('select * from public.%%I', table_name) as t from information_schema.tables"
    " where table_schema = 'public' and table_type = 'BASE TABLE') as every"
)
