"""What users say about their rows, as it arrives, and what they are told to wait for."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from lib.ports.overrides import NOTE_LENGTH, Basis
from lib.web.parameters import EARLIEST

MOST_ROWS = 5_000
NEW_YORK = ZoneInfo("America/New_York")
AMOUNT = re.compile(r"[0-9]{1,12}(\.[0-9]{1,8})?")


def dollars(text: str) -> str:
    """Return an amount as it was written; raises ValueError for what is no plain, unsigned amount of dollars."""
    if not AMOUNT.fullmatch(text):
        raise ValueError("Enter dollars without a sign, like 1234.50: up to 12 digits, and 8 behind the point.")
    return text


def day_of_the_past(day: date | None) -> date | None:
    """Return a day on which something can have been bought; raises ValueError for any other."""
    if day and not EARLIEST <= day <= datetime.now(NEW_YORK).date():
        raise ValueError("Choose a day from 1970 to today.")
    return day


class NewBasis(BaseModel):
    """What opening a position cost or brought as a whole, in dollars, unsigned, before fees; and since when."""

    model_config = ConfigDict(extra="forbid")

    amount: Annotated[str, StringConstraints(strip_whitespace=True, max_length=40), AfterValidator(dollars)]
    acquired_on: Annotated[
        date | None, AfterValidator(day_of_the_past), Field(description="A New York day, from 1970 to today.")
    ] = None

    @property
    def basis(self) -> Basis:
        """The same in the domain's terms."""
        return Basis(amount=Decimal(self.amount), acquired_on=self.acquired_on)


class NewNote(BaseModel):
    """A note on a row."""

    model_config = ConfigDict(extra="forbid")

    note: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=NOTE_LENGTH)]


class LookedAt(BaseModel):
    """Which rows of an item are meant: its `code` and its `transaction_ids`."""

    model_config = ConfigDict(extra="forbid")

    code: Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^[a-z0-9_:]+$")]
    transaction_ids: Annotated[list[UUID], Field(min_length=1, max_length=MOST_ROWS)]

    @property
    def rows(self) -> list[str]:
        """The ids of the rows."""
        return [str(one) for one in self.transaction_ids]


class Acknowledgement(LookedAt):
    """The same with what the user has to say about them."""

    note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=NOTE_LENGTH)] = ""
