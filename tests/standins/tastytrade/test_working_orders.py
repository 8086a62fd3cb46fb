"""An order is live until it ends, and has the fills that there were by then."""

from datetime import UTC, datetime

from dev.standins.tastytrade.wire import Wire
from dev.standins.tastytrade.working import as_of

FIRST, SECOND = ({"quantity": 1, "filled-at": f"2026-03-02T15:00:0{at}.000+00:00"} for at in (2, 4))
ORDER: Wire = {
    "id": 1,
    "status": "Filled",
    "cancellable": False,
    "editable": False,
    "received-at": "2026-03-02T15:00:00.000+00:00",
    "live-at": "2026-03-02T15:00:01.000+00:00",
    "terminal-at": "2026-03-02T15:00:04.000+00:00",
    "updated-at": 1772463604000,
    "legs": [{"symbol": "SPY", "quantity": 2, "remaining-quantity": 0, "fills": [FIRST, SECOND]}],
}


def at(second: int) -> Wire:
    """Return the order as it was that many seconds after 15:00 UTC."""
    return as_of(ORDER, datetime(2026, 3, 2, 15, 0, second, tzinfo=UTC))


class TestAnOrder:
    def test_is_live_with_the_fills_so_far_before_it_ends(self) -> None:
        shown = at(3)

        assert (shown["status"], shown["cancellable"], "terminal-at" in shown) == ("Live", True, False)
        assert shown["legs"] == [{"symbol": "SPY", "quantity": 2, "remaining-quantity": 1, "fills": [FIRST]}]
        assert shown["updated-at"] == 1772463602000

    def test_has_no_fill_before_the_first(self) -> None:
        assert at(1)["legs"] == [{"symbol": "SPY", "quantity": 2, "remaining-quantity": 2, "fills": []}]

    def test_is_what_became_of_it_from_then_on(self) -> None:
        assert at(4) == ORDER
