"""Rows that only a file told, on days that a sync read whole: they may be somebody's doubles, and are flagged."""

from typing import Any

import pytest

from tests.database.broker_rows import from_broker
from tests.database.world import World, row


@pytest.fixture
def synced(world: World) -> World:
    """Read an empty history from 2 January 2024 to 31 March 2025."""
    world.link()
    answer = world.service.rpc("finish_sync", p_run=world.begin_sync(), p_loaded_until="2025-03-31")
    assert answer.is_success, answer.text
    return world


def items(world: World) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = world.caller.call("attention_list")["items"]
    return found


class TestARowThatOnlyAFileTold:
    def test_is_flagged_once_for_each_underlying(self, synced: World) -> None:
        first, second = row("a"), row("b", executed_at="2025-03-04T15:00:00+00:00", net_value="50.50")
        synced.store(first, second, row("c", underlying="XYZ"))

        abc, xyz = items(synced)

        assert (abc["code"], abc["underlying"], abc["transaction_ids"]) == (
            "not_at_broker", "ABC", [first["id"], second["id"]],
        )  # fmt: skip
        assert (abc["amount"], abc["actions"], xyz["underlying"]) == ("-50.5", ["acknowledge"], "XYZ")
        assert "(2, of 2025-03-03 to 2025-03-04)" in abc["message"]

    def test_is_flagged_no_more_once_the_broker_tells_it(self, synced: World) -> None:
        told = row("a", nth=0)
        synced.store(told)

        synced.sync(synced.begin_sync(), from_broker("7", "a", id=told["id"]))

        assert items(synced) == []

    @pytest.mark.parametrize("at", ["2024-01-02T04:59:59Z", "2025-04-01T04:00:00Z"])
    def test_before_or_after_what_the_sync_read_is_the_files_own(self, synced: World, at: str) -> None:
        synced.store(row("a", executed_at=at))

        assert items(synced) == []

    def test_is_the_files_own_in_an_account_that_never_synced(self, world: World) -> None:
        world.store(row("a"))
        world.link()

        assert items(world) == []

    def test_can_be_acknowledged(self, synced: World) -> None:
        told = row("a")
        synced.store(told)

        synced.caller.rpc("acknowledge", p_code="not_at_broker", p_transactions=[told["id"]], p_note="By hand.")

        assert (items(synced)[0]["note"], items(synced)[0]["acknowledged_at"] is None) == ("By hand.", False)

    def test_is_its_owners_business_only(self, synced: World, owner: World) -> None:
        synced.store(row("a"))

        assert synced.caller.call("attention_list", p_account=owner.account)["items"] == []
        assert owner.caller.call("attention_list", p_account=synced.account)["items"] == []
