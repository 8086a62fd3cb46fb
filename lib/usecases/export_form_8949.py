"""A year's closings in the columns of Form 8949, in whole cents."""

from collections.abc import AsyncIterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from lib.ports.accounts import Profiles
from lib.ports.figures import Amount
from lib.ports.ledger import Accounts
from lib.ports.taxes import Taxes, TaxLine, TaxPage, Term
from lib.usecases.csv_lines import Column, number, text
from lib.usecases.export_list import export_list
from lib.usecases.listings import LINES_PER_PAGE, Listing

CENT = Decimal("0.01")
TERMS = {Term.SHORT: "short", Term.LONG: "long", Term.SECTION_1256: "1256 (Form 6781)"}


async def export_form_8949(
    taxes: Taxes, accounts: Accounts, profile: Profiles, account: str | None, year: int
) -> AsyncIterator[str]:
    """Return the CSV text of a year's closings by day of sale; raises as `export_list` does."""
    return await export_list(accounts, profile, "form-8949", tax_lines(taxes, account, year), form_8949)


def tax_lines(taxes: Taxes, account: str | None, year: int) -> Listing[TaxLine]:
    """Return a year's closings."""

    async def read(after: str | None) -> TaxPage:
        return await taxes.lines(account, year, after=after, limit=LINES_PER_PAGE)

    return Listing(TaxLine, read)


def form_8949(names: dict[str, str]) -> list[Column[TaxLine]]:
    """
    Return the form's columns (a) to (h), then what decides where a line goes: its term and its account.

    Contracts under section 1256 belong on Form 6781, which their term says.
    """
    return [
        Column("(a) Description of property", lambda line: text(line.description)),
        Column("(b) Date acquired", lambda line: day(line.acquired_on)),
        Column("(c) Date sold or disposed of", lambda line: day(line.sold_on)),
        Column("(d) Proceeds", lambda line: number(cents(line.proceeds))),
        Column("(e) Cost or other basis", lambda line: number(cents(line.cost))),
        Column("(f) Code", lambda line: text(line.code)),
        Column("(g) Amount of adjustment", lambda line: number(cents(line.adjustment)) if line.code else ""),
        Column("(h) Gain or loss", lambda line: number(gain(line))),
        Column("Term", lambda line: text(TERMS[line.term])),
        Column("Account", lambda line: text(names.get(line.account_id, line.account_id))),
    ]


def cents(amount: Amount) -> Decimal:
    """Round dollars to cents, halves away from zero as the form's instructions do."""
    return Decimal(amount).quantize(CENT, ROUND_HALF_UP)


def gain(line: TaxLine) -> Decimal:
    """Return column (h) of what the form shows: (d) - (e) + (g), so that every line adds up to the cent."""
    return cents(line.proceeds) - cents(line.cost) + cents(line.adjustment)


def day(when: date) -> str:
    """Write a day as the form wants it."""
    return when.strftime("%m/%d/%Y")
