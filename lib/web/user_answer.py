"""A user as the answers show them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from lib.ports.accounts import Happening, Profile

# Flat and small: what the interface remembers for the user. Numbers with a fraction would come back as text.
Preference = str | bool | int | None


class UserAnswer(BaseModel):
    """Who is signed in."""

    id: str
    email: str
    role: str
    preferences: dict[str, Preference]
    trial_ends_at: datetime | None
    last_login_at: datetime | None
    created_at: datetime

    @classmethod
    def of(cls, user_id: str, profile: Profile) -> "UserAnswer":
        """Shape a profile."""
        return cls(
            id=user_id,
            email=profile.email,
            role=profile.role,
            preferences=dict(profile.preferences),
            trial_ends_at=profile.trial_ends_at,
            last_login_at=profile.last_login_at,
            created_at=profile.created_at,
        )


class HappeningAnswer(BaseModel):
    """One fact of the audit log."""

    kind: str
    detail: Mapping[str, Any]
    at: datetime

    @classmethod
    def of(cls, happening: Happening) -> "HappeningAnswer":
        """Shape a fact."""
        return cls(kind=happening.kind, detail=happening.detail, at=happening.at)


class Activity(BaseModel):
    """What happened on the account, latest first."""

    items: list[HappeningAnswer]
