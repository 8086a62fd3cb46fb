"""Mails as SendGrid's stand-in takes them: what they say, to whom, and that none is lost in silence."""

from pathlib import Path

import httpx
import pytest

from dev.standins import sendgrid
from dev.standins.outbox import Mail, Outbox
from lib.gateways.mail import MailedNotices, SendGrid
from lib.ports.failures import UnavailableError

CONFIG = Path(__file__).resolve().parents[3] / "supabase/config.toml"
KEY = "SG.key"
USERS = {"u1": "dana@example.com"}


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    return Outbox(tmp_path, CONFIG, "https://app.example")


def notices(outbox: Outbox, key: str = KEY) -> MailedNotices:
    http = httpx.AsyncClient(transport=httpx.ASGITransport(sendgrid.build(outbox, KEY)))

    async def address_of(user_id: str) -> str | None:
        return USERS.get(user_id)

    post = SendGrid(http, "https://mail.example", key, "notices@app.example")
    return MailedNotices(post, app_url="https://app.example", owner="owner@app.example", address_of=address_of)


def only(outbox: Outbox) -> Mail:
    [mail] = outbox.mails()
    return mail


class TestReconnectNeeded:
    async def test_says_what_happened_what_is_safe_and_where_to_go(self, outbox: Outbox) -> None:
        await notices(outbox).reconnect_needed("u1")

        mail = only(outbox)
        assert (mail.to, mail.subject) == ("dana@example.com", "Connect tastytrade again")
        assert "refused our access three times" in mail.html
        assert "Everything read so far is safe" in mail.html
        assert 'href="https://app.example/connections"' in mail.html
        assert "never ask for your tastytrade password" in mail.html

    async def test_goes_to_nobody_who_is_gone(self, outbox: Outbox) -> None:
        await notices(outbox).reconnect_needed("u2")

        assert outbox.mails() == []


class TestAnAlert:
    async def test_goes_to_the_owner_word_by_word(self, outbox: Outbox) -> None:
        await notices(outbox).alert("A message was given up", "Message 1 <b>& more</b>\n\nAccount: none.")

        mail = only(outbox)
        assert (mail.to, mail.subject) == ("owner@app.example", "Alert: A message was given up")
        assert "<p>Message 1 &lt;b&gt;&amp; more&lt;/b&gt;</p><p>Account: none.</p>" in mail.html


class TestAMailThatIsNotTaken:
    async def test_is_to_be_sent_again(self, outbox: Outbox) -> None:
        with pytest.raises(UnavailableError):
            await notices(outbox, key="SG.wrong").alert("Subject", "Text")

        assert outbox.mails() == []

    @pytest.mark.parametrize("answer", [429, 500, 503])
    async def test_is_to_be_sent_again_after_an_outage(self, answer: int) -> None:
        http = httpx.AsyncClient(transport=httpx.MockTransport(lambda _: httpx.Response(answer)))
        post = SendGrid(http, "https://mail.example", KEY, "notices@app.example")

        async def nobody(user_id: str) -> str | None:
            return user_id

        with pytest.raises(UnavailableError):
            await MailedNotices(post, app_url="", owner="o@app.example", address_of=nobody).alert("Subject", "Text")

    async def test_names_nobody_in_the_log(self, outbox: Outbox, caplog: pytest.LogCaptureFixture) -> None:
        with pytest.raises(UnavailableError):
            await notices(outbox, key="SG.wrong").reconnect_needed("u1")

        assert "not taken: status 401" in caplog.text
        assert "dana@example.com" not in caplog.text
