"""A trader reads the books: trades and where they came from, days, the curve, what needs a look, the tax preview."""

import csv
import io
import re
import zipfile

import pytest
from playwright.sync_api import Download, Page, expect

from dev.demo.account import HISTORY
from tests.journeys.test_first_import import shoot, sign_up, upload

MINUS = "\N{MINUS SIGN}"


@pytest.fixture
def reader(page: Page) -> Page:
    """Sign somebody up who has imported the demo history."""
    sign_up(page)
    upload(page, HISTORY)
    return page


def downloaded(page: Page, name: str | re.Pattern[str]) -> Download:
    """Press a link that hands a file out, and return the file."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).click()
    return waiting.value


def lines_of(download: Download) -> list[dict[str, str]]:
    """Read a CSV file that was handed out."""
    return list(csv.DictReader(io.StringIO(download.path().read_text(encoding="utf-8-sig"))))


@pytest.mark.needs("chromium")
class TestTheBooks:
    def test_lead_from_a_trade_to_what_its_option_turned_into_and_back(self, reader: Page) -> None:
        reader.goto("/trades")
        expect(reader.get_by_text("20 of 20")).to_be_visible()
        shoot(reader, "trades")

        reader.get_by_role("row", name=re.compile("AAPL.*assigned")).get_by_role("link").first.click()
        expect(reader.get_by_role("heading", name=re.compile(f"AAPL {MINUS}1P"))).to_be_visible()
        expect(reader.get_by_text("+$433.86").first).to_be_visible()  # 435.00 of credit less 1.14 of fees
        shoot(reader, "trade")
        reader.get_by_role("link", name=re.compile("the trade of")).click()

        expect(reader.get_by_text(re.compile("came from"))).to_be_visible()
        reader.get_by_role("link", name=re.compile("the option.s trade")).click()
        expect(reader.get_by_text("+$433.86").first).to_be_visible()

    def test_show_every_day_and_what_happened_on_it(self, reader: Page) -> None:
        reader.goto("/calendar?month=2026-04")

        # 1,130.00 of shares called away less 5.29 of fees, among others
        reader.get_by_role("button", name=re.compile("April 17|Apr 17")).click()
        expect(reader.get_by_role("region", name=re.compile("Events of"))).to_contain_text("+$1,124.71")
        shoot(reader, "calendar")

    def test_draw_the_curve_with_a_table_behind_it(self, reader: Page) -> None:
        reader.goto("/equity")

        expect(reader.get_by_text("+$3,087.66").first).to_be_visible()
        shoot(reader, "equity")
        reader.get_by_text("The same as a table").click()
        expect(reader.get_by_role("row", name=re.compile("Aug 21, 2026"))).to_contain_text(f"{MINUS}$246.27")

    def test_take_a_basis_and_an_acknowledgement(self, reader: Page) -> None:
        reader.goto("/attention")
        transfer = reader.get_by_role("listitem").filter(has_text="came by transfer")
        transfer.get_by_role("button", name="Enter what it cost").click()
        shoot(reader, "attention")
        reader.get_by_label("Total cost in dollars").fill("not a number")
        reader.get_by_role("button", name="Save the basis").click()
        expect(reader.get_by_label("Total cost in dollars")).to_have_value("not a number")

        reader.get_by_label("Total cost in dollars").fill("15000")
        reader.get_by_label("Acquired on").fill("2020-03-02")
        reader.get_by_role("button", name="Save the basis").click()

        expect(reader.get_by_text("came by transfer")).to_have_count(0)
        multiplier = reader.get_by_role("listitem").filter(has_text="One point of /MES")
        multiplier.get_by_role("button", name="Acknowledge").click()
        reader.get_by_label("Why is it fine? (optional)").fill("five dollars a point, yes")
        reader.get_by_role("button", name="Acknowledge").last.click()
        expect(reader.get_by_text("Nothing needs a look")).to_be_visible()
        reader.goto("/underlyings")
        # 20 of 50 shares sold for 10,248.00, which cost 20/50 of 15,000.00, less 0.31 of fees
        expect(reader.get_by_role("row", name=re.compile("^MSFT"))).to_contain_text("+$4,247.69")

    def test_hand_out_what_is_shown(self, reader: Page) -> None:
        reader.goto("/trades?status=closed")
        expect(reader.get_by_text(re.compile(r"13 of 13"))).to_be_visible()
        trades = lines_of(downloaded(reader, "Export these as CSV"))
        assert len(trades) == 13

        reader.goto("/tax?year=2026")
        shoot(reader, "tax")
        form = lines_of(downloaded(reader, re.compile("8949")))
        [washed] = [line for line in form if line["(f) Code"] == "W"]
        assert (washed["(a) Description of property"], washed["(g) Amount of adjustment"]) == ("100 sh. T", "130.18")

        reader.goto("/account")
        parts = zipfile.ZipFile(downloaded(reader, "Download everything").path())
        assert {"profile.json", "transactions.csv"} <= set(parts.namelist())
        assert parts.testzip() is None

    def test_keep_a_note_on_a_row_that_is_found_by_it(self, reader: Page) -> None:
        reader.goto("/transactions")
        reader.get_by_label("Search rows").fill("NFLX")
        # The whole list has those four too, and none while it loads: the count tells the list that was searched for.
        expect(reader.get_by_text("4 rows, newest first")).to_be_visible()

        reader.get_by_role("button", name=re.compile("^Everything about")).first.click()
        reader.get_by_role("button", name="Add a note").click()
        reader.get_by_label("Your note").fill("after the split")
        reader.get_by_role("button", name="Save", exact=True).click()
        expect(reader.get_by_text("after the split").first).to_be_visible()
        reader.get_by_label("Search rows").fill("after the split")

        expect(reader.get_by_role("row", name=re.compile("NFLX"))).to_have_count(1)
