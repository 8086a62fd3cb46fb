"""The exchange's calendar day."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from lib.domain.new_york import NEW_YORK, new_york_day


class TestNewYorkDay:
    @pytest.mark.parametrize(
        ("moment", "day"),
        [
            (datetime(2025, 1, 15, 4, 59, tzinfo=UTC), date(2025, 1, 14)),  # winter: five hours behind
            (datetime(2025, 1, 15, 5, 0, tzinfo=UTC), date(2025, 1, 15)),
            (datetime(2025, 7, 15, 3, 59, tzinfo=UTC), date(2025, 7, 14)),  # summer: four
            (datetime(2025, 7, 15, 4, 0, tzinfo=UTC), date(2025, 7, 15)),
            (datetime(2025, 3, 1, 0, 0, tzinfo=UTC), date(2025, 2, 28)),
            (datetime(2025, 3, 9, 4, 30, tzinfo=UTC), date(2025, 3, 8)),  # clocks go forward at seven
            (datetime(2025, 7, 15, 6, 30, tzinfo=timezone(timedelta(hours=9))), date(2025, 7, 14)),
            (datetime(2025, 7, 15, 0, 30, tzinfo=NEW_YORK), date(2025, 7, 15)),
        ],
    )
    def test_is_the_day_on_new_yorks_clock(self, moment: datetime, day: date) -> None:
        assert new_york_day(moment) == day

    def test_is_the_calendars_at_every_hour_of_a_year(self) -> None:
        hours = [datetime(2024, 1, 1, tzinfo=UTC) + timedelta(hours=number) for number in range(366 * 24)]

        assert [new_york_day(hour) for hour in hours] == [hour.astimezone(NEW_YORK).date() for hour in hours]
