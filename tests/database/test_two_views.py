"""Two views of one account's figures: what is the same in both is there once, and no sum holds both."""

from decimal import Decimal

import pytest

from dev.stack import Stack
from tests.database.world import World, closing, figure, new_world, open_lot


@pytest.fixture(scope="module")
def trader(stack: Stack) -> World:
    """Publish a closing of both views, one that each books its own way, lots, and what futures do to cash."""
    world = new_world(stack)
    world.show(
        closings=[
            closing("same"),
            closing("broker's", view="broker"),
            closing("folded", view="fold"),
        ],
        open_lots=[
            open_lot("shares", view="broker", value="-5000"),
            open_lot("folded shares", view="fold", value="-4800"),
            open_lot("option", value="-80"),
            open_lot("future", value="-250000", instrument_type="Future", symbol="/ESZ5", underlying="/ES"),
        ],
        daily_rollup=[
            figure("gross", "50.00"),
            figure("gross", "200.00", underlying="XYZ", view="broker"),
            figure("gross", "7.00", underlying="XYZ", view="fold"),
            figure("tax_net", "57.00", instrument_type="short", view="fold"),
            figure("tax_disallowed", "3.00", instrument_type="short", view="fold"),
            figure("mark_to_market", "-125.00", underlying="/ES", instrument_type=""),
        ],
    )
    return world


@pytest.mark.parametrize(
    ("view", "gross", "open_value", "closings"),
    [("broker", "250", "-5080", ["same", "broker's"]), ("fold", "57", "-4880", ["same", "folded"])],
)
class TestAView:
    def test_has_its_own_sums(self, trader: World, view: str, gross: str, open_value: str, closings: list[str]) -> None:
        summary = trader.caller.call("pnl_summary", p_view=view)

        assert (summary["gross"], summary["net"], summary["open_value"]) == (gross, gross, open_value)
        assert (summary["mark_to_market"], summary["closings"]) == ("-125", len(closings))

    def test_has_its_own_underlyings(
        self, trader: World, view: str, gross: str, open_value: str, closings: list[str]
    ) -> None:
        totals = trader.caller.call("pnl_by_underlying", p_view=view)["totals"]

        assert (totals["stock_gross"], totals["realized"], totals["open_value"]) == (gross, gross, open_value)
        assert totals["closings"] == len(closings)

    def test_has_its_own_closings_and_lots(
        self, trader: World, view: str, gross: str, open_value: str, closings: list[str]
    ) -> None:
        listed = trader.caller.call("pnl_closings", p_view=view)["items"]
        lots = trader.caller.call("open_lots_of", p_view=view)["items"]

        assert sorted(item["id"] for item in listed) == sorted(closings)
        assert sum(Decimal(lot["value"]) for lot in lots if lot["instrument_type"] != "Future") == Decimal(open_value)
        assert gross == trader.caller.call("pnl_by_day", p_view=view)["totals"]["gross"]


class TestEveryView:
    def test_counts_outright_futures_and_leaves_their_value_out(self, trader: World) -> None:
        summary = trader.caller.call("pnl_summary")
        items = {item["underlying"]: item for item in trader.caller.call("pnl_by_underlying")["items"]}

        assert (summary["open_lots"], summary["open_futures"]) == (3, 1)
        assert (items["/ES"]["open_lots"], items["/ES"]["open_value"], items["/ES"]["realized"]) == (1, "0", "0")

    @pytest.mark.parametrize("view", ["both", "tax", "", None])
    @pytest.mark.parametrize(
        "function",
        ["pnl_summary", "pnl_by_underlying", "pnl_closings", "open_lots_of", "pnl_by_day", "pnl_equity", "pnl_ledger"],
    )
    def test_is_one_of_two(self, owner: World, function: str, view: str | None) -> None:
        answer = owner.caller.rpc(function, p_view=view)

        assert (answer.status_code, answer.json()["message"]) == (400, "unknown_view")

    def test_shows_what_a_lot_is_beside_its_money(self, owner: World) -> None:
        lot = owner.caller.call("open_lots_of")["items"][0]

        assert (lot["trade_id"], lot["expires_on"], lot["multiplier"]) == ("trade", "2199-01-15", "100")

    def test_shows_the_openings_part_of_a_closing(self, owner: World) -> None:
        item = owner.caller.call("pnl_closings")["items"][0]

        assert (item["value_open"], item["gross"], item["trade_id"]) == ("-100", "50", "trade")


class TestWhatIsStaged:
    @pytest.mark.parametrize(
        "wrong",
        [
            {"closings": [closing(view="both", term=None)]},
            {"closings": [closing(disallowed="-1")]},
            {"closings": [closing(term="medium")]},
            {"closings": [closing(view="neither")]},
            {"daily_rollup": [figure("tax_net", "1", instrument_type="Equity", view="fold")]},
            {"daily_rollup": [figure("tax_net", "1", instrument_type="short", view="broker")]},
        ],
    )
    def test_cannot_contradict_the_views(self, world: World, wrong: dict[str, object]) -> None:
        answer = world.service.rpc("stage_books", p_account=world.account, p_build=world.begin(), p_rows=wrong)

        assert (answer.status_code, answer.json()["code"]) == (400, "23514")
