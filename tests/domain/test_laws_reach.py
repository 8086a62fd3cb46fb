"""The histories of the laws reach every kind of row."""

from collections import Counter

from hypothesis import HealthCheck, given, settings

from lib.domain.transactions import InstrumentType
from tests.domain.histories_broker import History
from tests.domain.histories_of_all_kinds import EVENTS, histories

LOOKS = settings(
    max_examples=500, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
RECEIVED = {"Buy to Open", "Sell to Open", "Buy to Close", "Sell to Close", "Buy", "Sell", "Expiration", "Assignment",
            "Exercise", "Cash Settled Assignment", "Cash Settled Exercise", "Symbol Change", "Forward Split", "ACAT",
            "Reverse Split", "Stock Merger", "Special Dividend", "Stock Merger Removal", "Transfer", "Cash Merger",
            "Futures Settlement", "Dividend"}  # fmt: skip
MOVED = {"Dividend", "Credit Interest", "Debit Interest", "Fully Paid Stock Lending Income", "Fee", "Transfer",
         "Balance Adjustment", "Mark to Market", "Deposit", "Withdrawal"}  # fmt: skip


class TestHistories:
    def test_hold_every_kind_of_event_and_of_row(self) -> None:
        events: Counter[str] = Counter()
        kinds: Counter[tuple[str, str | None]] = Counter()
        instruments: Counter[InstrumentType | None] = Counter()
        features: Counter[str] = Counter()

        @LOOKS
        @given(histories())
        def look(history: History) -> None:
            events.update(history.events.keys())
            kinds.update({(row.type, row.sub_type) for row in history.rows})
            instruments.update({row.instrument_type for row in history.rows})
            features.update(features_of(history))

        look()

        assert {event.__name__: events[event.__name__] for event in EVENTS if events[event.__name__] < 10} == {}
        assert {kind for kind in RECEIVED if kinds["Receive Deliver", kind] < 2} == set()
        assert {kind for kind in MOVED if kinds["Money Movement", kind] < 2} == set()
        assert {kind for kind in InstrumentType if not instruments[kind]} == set()
        assert {name for name in FEATURES if features[name] < 5} == set()


FEATURES = ("equal times", "an order of several fills", "through zero", "a fraction", "a short position", "taken back")


def features_of(history: History) -> set[str]:
    """Return what a history has beside its kinds of rows."""
    rows, effects = history.rows, history.effects
    times, orders = Counter(row.executed_at for row in rows), Counter(row.order_id for row in rows if row.order_id)
    held: Counter[str] = Counter()
    found: set[str] = set()
    for row in rows:
        before = held[row.symbol or ""]
        after = held[row.symbol or ""] = before + effects.get(row.id, 0)  # type: ignore[assignment]
        found |= {"through zero"} if before * after < 0 else set()
        found |= {"a short position"} if after < 0 else set()
    found |= {"equal times"} if times and max(times.values()) > 1 else set()
    found |= {"an order of several fills"} if orders and max(orders.values()) > 1 else set()
    found |= {"a fraction"} if any(effect % 1 for effect in effects.values()) else set()
    return found | ({"taken back"} if any(row.reverses for row in rows) else set())
