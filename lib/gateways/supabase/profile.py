"""One user's profile and audit log."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from lib.gateways.supabase.rest import Rest
from lib.ports.accounts import Happening, Profile
from lib.ports.failures import SignedOutError

COLUMNS = "email,role,is_active,preferences,trial_ends_at,last_login_at,created_at"
MOST_HAPPENINGS = "200"
# Row security leaves exactly the caller's row; PostgREST wants a filter on every change all the same.
OWN_ROW = {"select": COLUMNS, "user_id": "not.is.null"}


class SupabaseProfile:
    """The profile of whoever the token of `rest` names."""

    def __init__(self, rest: Rest) -> None:
        """Read and write with the user's own rights."""
        self._rest = rest

    async def read(self) -> Profile:
        """Return the profile; raises SignedOutError when the account no longer exists."""
        return only(await self._rest.select("profiles", OWN_ROW))

    async def save_preferences(self, preferences: Mapping[str, Any]) -> Profile:
        """Replace the preferences and return the profile."""
        return only(await self._rest.update("profiles", OWN_ROW, {"preferences": dict(preferences)}))

    async def happenings(self) -> list[Happening]:
        """Return what happened on the account, latest first, at most 200."""
        query = {"select": "kind,detail,at", "order": "at.desc,id.desc", "limit": MOST_HAPPENINGS}
        rows = await self._rest.select("audit_log", query)
        return [Happening(kind=row["kind"], detail=row["detail"], at=time_of(row["at"])) for row in rows]

    async def note(self, kind: str, detail: Mapping[str, str] | None = None) -> None:
        """Add a fact to the audit log that the database cannot see by itself."""
        await self._rest.call_bytes("note_event", {"p_kind": kind, "p_detail": dict(detail or {})})


def only(rows: list[dict[str, Any]]) -> Profile:
    """Read the one profile; a token outlives its account by minutes, and then there is none."""
    if not rows:
        raise SignedOutError("This account no longer exists.")
    row = rows[0]
    return Profile(
        email=row["email"],
        role=row["role"],
        is_active=row["is_active"],
        preferences=row["preferences"],
        trial_ends_at=row["trial_ends_at"] and time_of(row["trial_ends_at"]),
        last_login_at=row["last_login_at"] and time_of(row["last_login_at"]),
        created_at=time_of(row["created_at"]),
    )


def time_of(text: str) -> datetime:
    """Read a time with its offset."""
    return datetime.fromisoformat(text)
