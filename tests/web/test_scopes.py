"""What is asked for is parsed and bounded once, and refused in words that name it."""

from typing import Any

import httpx
import pytest
from fastapi import APIRouter

from lib.web.create_app import create_app
from lib.web.scopes import LedgerKindFilter, RowFilter, Scope, StatusFilter, TaxYearFilter

ACCOUNT = "7d9f6c1e-0000-4000-8000-000000000001"
router = APIRouter(prefix="/api/example")


@router.get("/scope")
async def scope(asked: Scope) -> dict[str, Any]:
    """Say what was understood."""
    return {"account": asked.account, "start": asked.period.start, "end": asked.period.end, "view": asked.view}


@router.get("/rows")
async def rows(asked: RowFilter) -> dict[str, Any]:
    """Say what was understood."""
    return {"type": asked.instrument_type, "kind": asked.kind, "search": asked.search, "ids": asked.ids}


@router.get("/rest")
async def rest(year: TaxYearFilter, status: StatusFilter = None, kind: LedgerKindFilter = None) -> dict[str, Any]:
    """Say what was understood."""
    return {"year": year, "status": status, "kind": kind}


APP = create_app(router)


async def asked(path: str, **parameters: Any) -> httpx.Response:  # noqa: ANN401 - whatever a query may hold
    async with httpx.AsyncClient(transport=httpx.ASGITransport(APP), base_url="http://127.0.0.1") as client:
        return await client.get(f"/api/example/{path}", params=parameters)


class TestScope:
    async def test_is_all_accounts_at_any_time_by_the_brokers_rules_unless_said_otherwise(self) -> None:
        assert (await asked("scope")).json() == {"account": None, "start": None, "end": None, "view": "broker"}

    async def test_names_account_days_and_view(self) -> None:
        answer = await asked("scope", account=ACCOUNT, start="2024-01-01", end="2024-01-31", view="fold")

        assert answer.json() == {"account": ACCOUNT, "start": "2024-01-01", "end": "2024-01-31", "view": "fold"}


class TestRowFilter:
    async def test_takes_words_without_the_blanks_around_them(self) -> None:
        answer = await asked("rows", search="  SPY 450 ", kind=" Trade", instrument_type="Equity Option", ids=[ACCOUNT])

        assert answer.json() == {"type": "Equity Option", "kind": "Trade", "search": "SPY 450", "ids": [ACCOUNT]}

    async def test_takes_a_search_of_a_hundred_characters(self) -> None:
        assert (await asked("rows", search="x" * 100)).status_code == 200


class TestEverythingElse:
    async def test_is_taken_when_it_is_known(self) -> None:
        answer = await asked("rest", year=2024, status="partly_closed", kind="mark_to_market")

        assert answer.json() == {"year": 2024, "status": "partly_closed", "kind": "mark_to_market"}

    @pytest.mark.parametrize(
        ("path", "parameters"),
        [
            ("scope", {"view": "both"}),
            ("scope", {"account": "mine"}),
            ("rows", {"search": "x" * 101}),
            ("rows", {"search": "   "}),
            ("rows", {"kind": "x" * 101}),
            ("rows", {"instrument_type": "Stock"}),
            ("rows", {"ids": "x"}),
            ("rows", {"ids": [ACCOUNT] * 101}),
            ("rest", {}),
            ("rest", {"year": "last"}),
            ("rest", {"year": "1969"}),
            ("rest", {"year": "2200"}),
            ("rest", {"year": "2024", "status": "half"}),
            ("rest", {"year": "2024", "kind": "tax_net"}),
        ],
    )
    async def test_is_refused_by_name(self, path: str, parameters: dict[str, Any]) -> None:
        answer = await asked(path, **parameters)

        error = answer.json()["error"]
        assert (answer.status_code, error["code"]) == (422, "invalid_request")
        [named] = {name.partition(".")[0] for name in error["fields"]}
        assert named in {"year", *parameters}
