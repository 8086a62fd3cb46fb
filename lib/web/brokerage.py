"""What is asked and answered about brokerage accounts."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from lib.ports.ledger import Import
from lib.usecases.show_accounts import AccountOverview
from lib.web.parameters import EARLIEST, LATEST

AccountName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
AccountNumber = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
TimeZone = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64)]


class NewAccount(BaseModel):
    """A brokerage account to keep books for."""

    model_config = ConfigDict(extra="forbid")

    name: AccountName
    account_number: AccountNumber | None = None
    time_zone: TimeZone | None = None


class AccountChanges(BaseModel):
    """What to change of an account; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    name: AccountName | None = None
    account_number: AccountNumber | None = None
    time_zone: TimeZone | None = None
    lifo_from: Annotated[
        date | None,
        Field(ge=EARLIEST, le=LATEST, description="From this New York day on the youngest lots close first."),
    ] = None

    def given(self) -> dict[str, str | None]:
        """Return what was sent; a null clears, except the name, which an account must have."""
        sent: dict[str, str | None] = self.model_dump(mode="json", exclude_unset=True)
        return {field: value for field, value in sent.items() if field != "name" or value}


class GapAnswer(BaseModel):
    """Days, both included, that no export covers although some before and after do."""

    from_: date = Field(serialization_alias="from")
    to: date


class AccountAnswer(BaseModel):
    """
    A brokerage account, its rows, and what its imports cover.

    An export of the broker stops at 1,000 rows or one year, so a gap may be a file that was not imported yet, or just
    days without a row.
    """

    id: str
    name: str
    account_number: str | None
    source: str
    time_zone: str | None
    lifo_from: date | None
    rows: int
    first_at: datetime | None
    last_at: datetime | None
    gaps: list[GapAnswer]
    is_current: bool = Field(description="Whether the published books know every row, basis and setting.")
    books_published_at: datetime | None

    @classmethod
    def of(cls, overview: AccountOverview) -> "AccountAnswer":
        """Lay out one account."""
        account, coverage = overview.account, overview.coverage
        return cls(
            id=account.id,
            name=account.name,
            account_number=account.account_number,
            source=account.source,
            time_zone=account.time_zone,
            lifo_from=account.lifo_from,
            rows=coverage.rows,
            first_at=coverage.first_at,
            last_at=coverage.last_at,
            gaps=[GapAnswer(from_=gap.first_day, to=gap.last_day) for gap in overview.gaps],
            is_current=account.rows_version == account.built_rows_version,
            books_published_at=account.books_published_at,
        )


class AccountList(BaseModel):
    """All of the user's accounts, oldest first."""

    items: list[AccountAnswer]


class ImportList(BaseModel):
    """An account's imports, newest first."""

    items: list[Import]
