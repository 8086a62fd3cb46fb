"""A trader's first minutes: sign up, confirm, import a history, see what every symbol earned."""

import re
import secrets
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dev.demo.account import HISTORY
from tests.parts import SHARED

PASSWORD = "a quiet harbour at dawn 41"
SHOTS = Path(__file__).resolve().parents[2] / ".cache/screenshots"
REAL = SHARED / "data/tastytrade/history"


def sign_up(page: Page) -> str:
    """Register a new address, and confirm it through the mail."""
    email = f"{secrets.token_hex(6)}@example.com"
    page.goto("/")
    page.get_by_role("link", name=re.compile("^Start")).first.click()
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_role("heading", name="Check your mail")).to_be_visible()
    page.goto(f"/_dev/outbox?to={email}")
    page.get_by_role("link", name="Confirm my address").click()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Confirm my address").click()
    page.wait_for_url("**/home**")
    return email


def upload(page: Page, *files: Path) -> None:
    """Drop files on the import page and wait for their books."""
    page.goto("/import")
    page.locator("input[type=file]").set_input_files(list(files))
    expect(page.get_by_text("Published", exact=True).first).to_be_visible()


def shoot(page: Page, name: str) -> None:
    """Keep a picture of the page for whoever wants to look."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")


@pytest.mark.needs("chromium")
class TestTheFirstImport:
    def test_ends_in_what_each_underlying_earned(self, page: Page) -> None:
        sign_up(page)
        upload(page, HISTORY)

        page.goto("/underlyings?period=all")

        # 78.00 of calls that expired, 92.00 of calls that were assigned, 1,130.00 of the shares called away at 72.50,
        # 51.00 of dividends, less 7.57 of fees.
        expect(page.get_by_role("row", name=re.compile("^KO"))).to_contain_text("+$1,343.43")
        shoot(page, "underlyings")

    def test_says_where_a_file_is_wrong_and_stores_nothing(self, page: Page, tmp_path: Path) -> None:
        sign_up(page)
        broken = tmp_path / "broken.csv"
        broken.write_text(HISTORY.read_text().replace(",55.00,1,55.00,", ",NaN,1,55.00,"))

        page.goto("/import")
        page.locator("input[type=file]").set_input_files(broken)

        expect(page.get_by_text(re.compile("line 2", re.IGNORECASE)).first).to_be_visible()
        expect(page.get_by_text("No rows yet.")).to_be_visible()

    @pytest.mark.needs("shared")
    def test_of_eight_years_balances_to_the_cent(self, page: Page) -> None:
        sign_up(page)
        upload(page, REAL / "avion23_2018_2025.csv")

        page.goto("/home?period=all")
        expect(page.get_by_text("1,268 rows")).to_be_visible()
        shoot(page, "home")
        page.goto("/pnl?period=all")

        expect(page.get_by_text("+$661.47").first).to_be_visible()
        shoot(page, "pnl")


@pytest.mark.needs("chromium")
class TestTheSession:
    def test_ends_with_signing_out(self, page: Page) -> None:
        sign_up(page)

        page.get_by_role("button", name="Sign out").first.click()
        # Whatever the page still asks for is refused now and leads there too: the first way there may be cut off.
        expect(page).to_have_url(re.compile("/sign-in"))
        expect(page.get_by_role("button", name="Sign in")).to_be_enabled()
        page.goto("/home")

        expect(page).to_have_url(re.compile("/sign-in"))

    def test_comes_back_with_a_new_password_from_the_mail(self, page: Page) -> None:
        email = sign_up(page)
        page.get_by_role("button", name="Sign out").first.click()
        expect(page.get_by_role("button", name="Sign in")).to_be_enabled()

        page.goto("/forgot")
        page.get_by_label("Email").fill(email)
        page.get_by_role("button", name="Send me a link").click()
        expect(page.get_by_role("status").first).to_be_visible()
        page.goto(f"/_dev/outbox?to={email}")
        page.get_by_role("link", name="Choose a new password").first.click()
        page.get_by_label("New password", exact=True).fill("another harbour, another dawn 42")
        page.get_by_role("button", name="Save and sign in").click()

        page.wait_for_url("**/home**")
