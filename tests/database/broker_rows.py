"""Rows as the broker tells them."""

from typing import Any
from uuid import uuid4

from tests.database.world import row


def from_broker(broker_id: str, identity: str | None = None, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - columns of the table
    """Build the same row as the broker tells it, for store_broker_rows: fees with three decimals, nested raw."""
    told = {
        "id": None,
        "new_id": str(uuid4()),
        "broker_id": broker_id,
        "broker_day": "2025-03-03",
        "digest": "one",
        "fees": "-1.142",
        "net_value": "-101.142",
        "raw": {"id": int(broker_id), "symbol": "ABC", "lots": [{"id": "a"}], "reverses-id": None},
    }
    return {key: value for key, value in row(identity or broker_id).items() if key != "nth"} | told | changes
