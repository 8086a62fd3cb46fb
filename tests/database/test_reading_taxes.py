"""The tax preview: sums per term, what it leaves out, and the lines of Form 8949."""

from decimal import Decimal
from typing import Any

import psycopg
import pytest

from dev.stack import Stack
from lib.domain.terms import BROAD_BASED
from tests.database.world import World, attention, closing, figure, new_world, open_lot, row

Database = psycopg.Connection[dict[str, Any]]


def of_term(kind: str, amount: str, term: str, **changes: object) -> dict[str, object]:
    return figure(f"tax_{kind}", amount, instrument_type=term, **{"view": "fold"} | changes)


@pytest.fixture(scope="module")
def trader(stack: Stack) -> World:
    """Publish 2025 with all three terms, a wash sale, dividends; and one closing each in 2023 and 2026."""
    world = new_world(stack)
    world.show(
        daily_rollup=[
            of_term("net", "100.00", "short", count=2),
            of_term("net", "-300.00", "short", day="2025-12-31", underlying="XYZ"),
            of_term("disallowed", "120.00", "short", day="2025-12-31", underlying="XYZ"),
            of_term("carried", "20.00", "long"),
            of_term("net", "70.00", "long"),
            of_term("net", "1000.10", "1256", underlying="/ES"),
            of_term("net", "5.00", "short", day="2026-01-01"),
            figure("gross", "1.00", count=5),
            figure("gross", "1.00", day="2023-06-01"),
            figure("gross", "1.00", day="2026-01-01"),
            figure("gross", "1.00", day="2021-01-01", view="broker"),  # the folded view closed nothing then
            figure("dividends", "7.25", instrument_type=""),
            figure("interest", "-0.40", instrument_type="", underlying=""),
            figure("dividends", "9.00", instrument_type="", day="2024-12-31"),
        ],
        open_lots=[
            open_lot("future", instrument_type="Future", symbol="/ESZ5"),
            open_lot("option on one", instrument_type="Future Option", symbol="./ESZ5 E1AF5 250103P5000"),
            open_lot("index", symbol="SPXW  251219P05000000"),
            open_lot("fund", symbol="SPY   251219P00500000"),
            open_lot("broker's", symbol="SPX   251219P05000000", view="broker"),
        ],
    )
    return world


class TestAYear:
    def test_has_three_terms_that_add_up(self, trader: World) -> None:
        answer = trader.caller.call("tax_year", p_year=2025)

        assert answer["terms"] == [
            {
                "term": "short",
                "net": "-200",
                "disallowed": "120",
                "carried": "0",
                "gain": "-80",  # -200 + 120
                "closings": 3,
            },
            {"term": "long", "net": "70", "disallowed": "0", "carried": "20", "gain": "50", "closings": 1},
            {
                "term": "1256",
                "net": "1000.1",
                "disallowed": "0",
                "carried": "0",
                "gain": "1000.1",
                "closings": 1,
            },
        ]
        assert (answer["section_1256_long"], answer["section_1256_short"]) == ("600.06", "400.04")
        assert answer["gain"] == "970.1"  # -80 + 50 + 1000.10

    def test_has_the_cash_of_its_own_days(self, trader: World) -> None:
        answer = trader.caller.call("tax_year", p_year=2025)

        assert (answer["dividends"], answer["interest"]) == ("7.25", "-0.4")

    def test_names_every_year_in_which_something_was_closed(self, trader: World) -> None:
        assert trader.caller.call("tax_year", p_year=2025)["years"] == [2023, 2025, 2026]

    def test_counts_what_is_open_under_section_1256(self, trader: World) -> None:
        assert trader.caller.call("tax_year", p_year=2025)["open_1256"] == 3  # future, its option, the index option

    def test_knows_the_same_indexes_as_the_engine(self, db: Database) -> None:
        roots = db.execute("select public.section_1256_roots() as roots").fetchone()

        assert roots is not None
        assert set(roots["roots"]) == BROAD_BASED

    def test_without_anything_is_zero(self, world: World) -> None:
        answer = world.caller.call("tax_year", p_year=2025)

        assert [term["gain"] for term in answer["terms"]] == ["0", "0", "0"]
        assert (answer["gain"], answer["years"]) == ("0", [])

    def test_counts_rows_whose_basis_is_unknown_where_they_matter(self, world: World) -> None:
        """An orphan close matters in the year of its row, a guessed basis in the year of the sale."""
        orphan, gift, held = row("orphan"), row("gift", executed_at="2019-05-01T15:00:00Z"), row("held")
        world.store(orphan, gift, held)
        world.show(
            rows_version=1,
            attention_items=[
                attention("1", code="unmatched_close", transaction_ids=[orphan["id"]]),
                attention("2", code="basis:zero_cost", transaction_ids=[gift["id"], held["id"]]),
                attention("3", code="unknown_type", transaction_ids=[held["id"]]),
            ],
            closings=[closing(opening_id=gift["id"], closed_at="2025-06-01T15:00:00Z")],
        )

        years = {year: world.caller.call("tax_year", p_year=year)["unknown_basis"] for year in (2019, 2024, 2025)}

        assert years == {2019: 0, 2024: 0, 2025: 2}

    @pytest.mark.parametrize("year", [0, 999999999])
    def test_that_is_none_is_refused(self, owner: World, year: int) -> None:
        answers = [owner.caller.rpc(function, p_year=year).status_code for function in ("tax_year", "tax_lines")]

        assert answers == [400, 400]


@pytest.fixture(scope="module")
def seller(stack: Stack) -> World:
    """Publish a long sale, a short one, and a wash sale; the broker's own view of one is not the tax office's."""
    world = new_world(stack)
    option = {"symbol": "ABC   250321P00050000", "instrument_type": "Equity Option"}
    world.show(
        closings=[
            closing("long", closed_at="2025-03-03T20:00:00Z", term="long", carried="8.00"),
            closing(
                "short",
                closed_at="2025-03-04T20:00:00Z",
                is_short=True,
                quantity="2",
                value_open="300.00",
                gross="180.00",
                **option,
            ),
            closing(
                "wash",
                closed_at="2025-03-05T20:00:00Z",
                gross="-40.00",
                disallowed="42.14",
            ),
            closing("broker's", closed_at="2025-03-05T20:00:00Z", view="broker", term=None, disallowed=None),
            closing("new year's eve", closed_at="2026-01-01T03:00:00Z"),
            closing("next year", closed_at="2026-01-01T15:00:00Z"),
        ]
    )
    return world


class TestTheLines:
    def test_come_by_day_of_sale_and_only_of_the_year(self, seller: World) -> None:
        items = seller.caller.call("tax_lines", p_year=2025)["items"]

        assert [item["id"] for item in items] == ["long", "short", "wash", "new year's eve"]

    def test_say_what_a_long_lot_cost_and_brought(self, seller: World) -> None:
        line = seller.caller.call("tax_lines", p_year=2025)["items"][0]

        assert (line["description"], line["term"]) == ("100 sh. ABC", "long")
        assert (line["acquired_on"], line["sold_on"]) == ("2025-03-03", "2025-03-03")
        assert line["proceeds"] == "148.86"  # 150 - 1.14
        assert line["cost"] == "109"  # 100 + 1 + 8 carried
        assert (line["code"], line["adjustment"], line["gain"]) == ("", "0", "39.86")

    def test_say_what_a_short_lot_brought_and_cost(self, seller: World) -> None:
        line = seller.caller.call("tax_lines", p_year=2025)["items"][1]

        assert (line["description"], line["is_short"]) == ("2 ABC 250321P00050000", True)
        assert (line["acquired_on"], line["sold_on"]) == ("2025-03-04", "2025-03-04")
        assert line["proceeds"] == "299"  # 300 - 1
        assert line["cost"] == "121.14"  # 120 + 1.14
        assert line["gain"] == "177.86"

    def test_mark_a_wash_sale_and_give_its_loss_back(self, seller: World) -> None:
        line = seller.caller.call("tax_lines", p_year=2025)["items"][2]

        assert (line["proceeds"], line["cost"]) == ("58.86", "101")  # sold for 60 - 1.14
        assert (line["code"], line["adjustment"], line["gain"]) == ("W", "42.14", "0")

    def test_have_gains_that_are_proceeds_less_cost_plus_adjustment(self, seller: World) -> None:
        for line in seller.caller.call("tax_lines", p_year=2025)["items"]:
            assert Decimal(line["gain"]) == Decimal(line["proceeds"]) - Decimal(line["cost"]) + Decimal(
                line["adjustment"]
            )

    def test_are_paged_without_a_gap_or_a_repetition(self, seller: World) -> None:
        page = seller.caller.call("tax_lines", p_year=2025, p_limit=1)
        seen = [item["id"] for item in page["items"]]
        while page["next"]:
            page = seller.caller.call("tax_lines", p_year=2025, p_limit=1, p_after=page["next"])
            seen += [item["id"] for item in page["items"]]

        assert seen == ["long", "short", "wash", "new year's eve"]

    def test_refuse_a_cursor_that_is_none(self, seller: World) -> None:
        assert seller.caller.rpc("tax_lines", p_year=2025, p_after="page two").status_code == 400
