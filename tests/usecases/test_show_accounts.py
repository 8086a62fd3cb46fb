"""Where a history may be missing something."""

from datetime import UTC, date, datetime

from lib.ports.ledger import Span
from lib.usecases.show_accounts import Gap, gaps_between


class TestGapsBetween:
    def test_is_empty_when_one_export_begins_on_the_day_after_the_last_row(self) -> None:
        assert gaps(("2024-01-02", "2024-06-28"), ("2024-06-29", "2024-12-31")) == []

    def test_names_the_days_that_no_export_covers(self) -> None:
        found = gaps(("2022-01-03", "2022-12-30"), ("2024-01-02", "2024-12-31"))

        assert found == [Gap(first_day=date(2022, 12, 31), last_day=date(2024, 1, 1))]

    def test_is_empty_over_a_weekend_because_the_market_is_closed(self) -> None:
        friday, monday = "2024-03-01", "2024-03-04"

        assert gaps(("2024-01-02", friday), (monday, "2024-06-28")) == []

    def test_counts_days_as_new_york_does(self) -> None:
        # 3 a.m. UTC on the 5th is the evening of the 4th in New York, so only the 5th is uncovered.
        spans = [
            Span(first_at=at("2024-03-01T15:00"), last_at=at("2024-03-05T03:00")),
            Span(first_at=at("2024-03-06T15:00"), last_at=at("2024-03-07T15:00")),
        ]

        assert list(gaps_between(spans)) == [Gap(first_day=date(2024, 3, 5), last_day=date(2024, 3, 5))]


def gaps(*spans: tuple[str, str]) -> list[Gap]:
    return list(gaps_between([Span(first_at=at(f"{a}T15:00"), last_at=at(f"{b}T15:00")) for a, b in spans]))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
