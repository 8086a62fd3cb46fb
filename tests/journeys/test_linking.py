"""A trader who links tastytrade: by a grant, by its page, again after it was refused, and not any more."""

import re
import time

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.api.histories import history, stock
from tests.api.linkers import AtBroker, customer_with
from tests.api.people import run_sql
from tests.journeys.conftest import Product
from tests.journeys.test_first_import import shoot, sign_up

PATIENCE = 60_000  # milliseconds
EARNED = history(
    stock("2025-01-06", "Buy to Open", 100, "5.00"),
    stock("2025-02-03", "Sell to Close", 100, "6.00"),
)
HELD = history(stock("2025-02-04", "Buy to Open", 10, "7.00", symbol="MSFT"))


@pytest.fixture
def at(product: Product) -> AtBroker:
    """Somebody with two accounts at the broker."""
    return customer_with(product.stack.broker, EARNED, HELD)


def paste(page: Page, at: AtBroker, button: str) -> None:
    page.get_by_label("Client secret").fill(at.grant.client.secret)
    page.get_by_label("Refresh token").fill(at.grant.refresh_token)
    page.get_by_role("button", name=button, exact=True).click()


def link(page: Page, at: AtBroker) -> None:
    """Link by a grant of one's own, and stay where the accounts are chosen."""
    page.goto("/connections")
    page.get_by_text("With an application of your own").click()
    paste(page, at, "Link")
    expect(page.get_by_role("button", name="Follow 2 accounts")).to_be_visible()


def follow_first(page: Page) -> None:
    page.get_by_label("Account 2").uncheck()
    page.get_by_role("button", name="Follow 1 account").click()
    expect(page.get_by_text("2 new rows in AAPL")).to_be_visible(timeout=PATIENCE)


def mailed(page: Page, email: str, link: str) -> Locator:
    """Open the outbox until the mail is there: the queue sends it, and the page shows what it found."""
    end = time.monotonic() + PATIENCE / 1000
    while True:
        page.goto(f"/_dev/outbox?to={email}")
        if (found := page.get_by_role("link", name=link)).count():
            return found
        assert time.monotonic() < end
        time.sleep(0.5)


def refuse(product: Product, at: AtBroker) -> None:
    """Have the broker refuse three times; the database is told that ten minutes passed in between."""
    product.stack.broker.people.revoke([at.grant])
    end = time.monotonic() + PATIENCE / 1000
    state: object = ""
    earlier = (
        "update public.tastytrade_connections set last_refused_at = now() - interval '11 minutes' where refusals > 0"
    )
    while state != "reconnect_needed":
        assert time.monotonic() < end
        run_sql(product.stack, earlier)
        time.sleep(0.5)
        [(state,)] = run_sql(
            product.stack,
            "select c.state from public.tastytrade_connections c join public.account_syncs s on s.connection_id = c.id"
            " where s.account_number = %s",
            at.numbers[0],
        )


@pytest.mark.needs("chromium")
class TestLinkingByAGrant:
    def test_brings_the_history_and_what_it_earned(self, page: Page, at: AtBroker) -> None:
        sign_up(page)
        page.goto("/home")
        page.get_by_role("link", name="Link tastytrade").click()
        expect(page.get_by_role("heading", name="Link tastytrade")).to_be_visible()

        link(page, at)
        shoot(page, "connections-choose")
        follow_first(page)

        shoot(page, "connections")
        page.goto("/underlyings?period=all")
        expect(page.get_by_role("row", name=re.compile("^AAPL"))).to_contain_text("+$99.84")

    def test_shows_neither_secret_again(self, page: Page, at: AtBroker) -> None:
        sign_up(page)
        link(page, at)

        assert at.grant.refresh_token not in page.content()
        page.reload()
        expect(page.get_by_role("button", name="Follow 2 accounts")).to_be_visible()
        assert at.grant.refresh_token not in page.content()

    def test_leaves_the_choice_of_accounts(self, page: Page, at: AtBroker) -> None:
        sign_up(page)
        link(page, at)
        follow_first(page)

        page.get_by_role("button", name="Choose accounts").click()
        page.get_by_label("Account 1").uncheck()
        page.get_by_label("Account 2").check()
        page.get_by_role("button", name="Follow 1 account").click()

        expect(page.get_by_text("1 new row in MSFT")).to_be_visible(timeout=PATIENCE)
        page.goto("/underlyings?period=all")
        expect(page.get_by_role("row", name=re.compile("^AAPL"))).to_contain_text("+$99.84")

    def test_ends_with_unlinking_and_the_books_stay(self, page: Page, at: AtBroker) -> None:
        sign_up(page)
        link(page, at)
        follow_first(page)

        page.get_by_role("button", name="Unlink").click()
        dialog = page.get_by_role("dialog", name="Unlink tastytrade?")
        expect(dialog.get_by_text("the rows, books, notes and figures stay")).to_be_visible()
        dialog.get_by_role("button", name="Unlink").click()

        expect(page.get_by_role("heading", name="Link tastytrade")).to_be_visible()
        page.goto("/underlyings?period=all")
        expect(page.get_by_role("row", name=re.compile("^AAPL"))).to_contain_text("+$99.84")

    def test_fits_a_phone_and_the_dark(self, page: Page, at: AtBroker) -> None:
        sign_up(page)
        page.set_viewport_size({"width": 390, "height": 844})
        page.emulate_media(color_scheme="dark")
        link(page, at)
        follow_first(page)
        shoot(page, "connections-phone")

        assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.needs("chromium")
class TestLinkingOnTheBrokersPage:
    def test_comes_back_linked(self, page: Page, at: AtBroker) -> None:
        sign_up(page)
        page.goto("/connections")

        page.get_by_role("button", name="Continue at tastytrade").click()
        page.get_by_label(re.compile(at.customer.name)).check()
        page.get_by_role("button", name="Allow").click()

        page.wait_for_url("**/connections")
        follow_first(page)

    def test_comes_back_without_when_it_is_not_allowed(self, page: Page, at: AtBroker) -> None:
        sign_up(page)
        page.goto("/connections")

        page.get_by_role("button", name="Continue at tastytrade").click()
        page.get_by_label(re.compile(at.customer.name)).check()
        page.get_by_role("button", name="Deny").click()

        expect(page.get_by_text("You did not allow it. Nothing was linked.")).to_be_visible()


@pytest.mark.needs("chromium")
class TestALinkThatIsRefused:
    def test_says_so_by_mail_and_on_the_page_and_goes_on_with_a_new_grant(
        self, page: Page, product: Product, at: AtBroker
    ) -> None:
        email = sign_up(page)
        link(page, at)
        follow_first(page)

        page.get_by_role("button", name="Sync now").click()
        refuse(product, at)

        mailed(page, email, "Connect again").click()
        expect(page.get_by_text("Reconnect needed")).to_be_visible()
        shoot(page, "connections-refused")
        page.get_by_text("Connect again with an application of your own").click()
        paste(page, at.another_grant(), "Connect again")
        expect(page.get_by_text("Linked", exact=True)).to_be_visible()
        expect(page.get_by_text("rows in AAPL").or_(page.get_by_text("Nothing new"))).to_be_visible(timeout=PATIENCE)
