"""What a builder of books is told: versions, what changed, how the books were built, and the rows themselves."""

from typing import Any

import pytest

from tests.database.world import World, attention, cash_event, closing, delivery, open_lot, row


class TestTheInputs:
    def test_say_how_the_published_books_were_built(self, world: World) -> None:
        assert world.inputs()["built_with"] == ""

        world.publish(world.begin(), built_with="1|2024-03-01")
        assert world.inputs()["built_with"] == "1|2024-03-01"

        world.service.call(
            "publish_books",
            p_account=world.account,
            p_expected_version=world.version(),
            p_build=world.begin(),
            p_rows_version=0,
        )
        assert world.inputs()["built_with"] == ""  # a publisher who does not say is no reason to trust

    def test_of_no_account_are_nothing(self, world: World, owner: World) -> None:
        assert world.service.call("books_inputs", p_account=owner.user.id) is None

    def test_name_the_underlyings_changed_since_the_last_build(self, world: World) -> None:
        version = world.store(row("a", underlying="ABC"), row("b", underlying=None))["rows_version"]
        assert world.inputs()["touched"] == ["", "ABC"]

        world.publish(world.begin(), rows_version=version)
        assert world.inputs()["touched"] == []

        world.store(row("a", underlying="ABC"), row("c", underlying="XYZ"))
        assert world.inputs()["touched"] == ["XYZ"]

    @pytest.mark.parametrize("table", ["closings", "open_lots", "deliveries", "cash_events", "attention_items"])
    def test_name_the_underlying_a_completed_row_left(self, world: World, table: str) -> None:
        poor = row("a", richness=1, underlying="OLD")
        version = world.store(poor)["rows_version"]
        derived = {
            "closings": closing(opening_id=poor["id"], underlying="OLD"),
            "open_lots": open_lot(opening_id=poor["id"], underlying="OLD"),
            "deliveries": delivery(stock_row=poor["id"], underlying="OLD"),
            "cash_events": cash_event(transaction_id=poor["id"], underlying="OLD"),
            "attention_items": attention(transaction_ids=[poor["id"]], underlying="OLD"),
        }
        build = world.begin()
        world.stage(build, **{table: [derived[table]]})
        world.publish(build, rows_version=version)

        world.store(row("a", richness=4, underlying="NEW"))

        assert world.inputs()["touched"] == ["NEW", "OLD"]


class TestTheLedgerRows:
    def test_come_in_pages_oldest_first_with_money_as_text(self, world: World) -> None:
        rows = [row(f"r{n}", executed_at=f"2025-03-0{1 + n // 2}T15:00:00+00:00") for n in range(5)]
        world.store(*rows)

        seen: list[dict[str, Any]] = []
        while page := world.service.call(
            "ledger_rows",
            p_account=world.account,
            p_after_at=seen[-1]["executed_at"] if seen else None,
            p_after_id=seen[-1]["id"] if seen else None,
            p_limit=2,
        ):
            seen += page

        assert [r["id"] for r in seen] == [r["id"] for r in sorted(rows, key=lambda r: (r["executed_at"], r["id"]))]
        assert (seen[0]["value"], seen[0]["price"], seen[0]["multiplier"]) == ("-100", "1", None)

    def test_are_those_of_the_underlyings_asked_for(self, world: World) -> None:
        world.store(row("a", underlying="ABC"), row("b", underlying="XYZ"), row("c", underlying=None))

        asked = world.service.call("ledger_rows", p_account=world.account, p_underlyings=["XYZ", ""])

        assert {r["underlying"] for r in asked} == {"XYZ", None}

    def test_with_corporate_actions_are_found_with_and_without_a_sub_type(self, world: World) -> None:
        world.store(
            row("a", type="Receive Deliver", sub_type="Symbol Change"),
            row("b", type="Receive Deliver", sub_type=None),
            row("c", type="Receive Deliver", sub_type="Expiration"),
            row("d", type="Trade", sub_type="Buy to Open"),
        )

        found = world.service.call("corporate_action_rows", p_account=world.account)

        assert {r["sub_type"] for r in found} == {"Symbol Change", None}
