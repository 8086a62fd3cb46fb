"""A new mail address, as a person changes it."""

import re
import secrets

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_first_import import PASSWORD, sign_up


@pytest.mark.needs("chromium")
class TestTheAddress:
    def test_is_changed_through_the_mail_to_the_new_one(self, page: Page) -> None:
        sign_up(page)
        new = f"{secrets.token_hex(6)}@example.com"

        page.goto("/account")
        page.get_by_label("New address").fill(new)
        page.get_by_label("Your password", exact=True).first.fill(PASSWORD)
        page.get_by_role("button", name="Change the address").click()
        expect(page.get_by_text(f"If {new} is free")).to_be_visible()
        page.goto(f"/_dev/outbox?to={new}")
        page.get_by_role("link", name="Use this address").click()
        page.get_by_role("button", name="Use this address").click()
        expect(page.get_by_role("heading", name="Your address is changed")).to_be_visible()
        page.get_by_role("button", name="Continue").click()
        page.wait_for_url("**/home**")

        page.goto("/account")
        expect(page.get_by_role("definition").filter(has_text=re.compile(f"^{new}$"))).to_be_visible()
