"""SendGrid's stand-in answers as its documents say."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from dev.standins import sendgrid
from dev.standins.outbox import Outbox

CONFIG = Path(__file__).resolve().parents[2] / "supabase/config.toml"
MAIL: dict[str, Any] = {
    "personalizations": [{"to": [{"email": "dana@example.com"}]}],
    "from": {"email": "us@example.com"},
    "subject": "Hello",
    "content": [{"type": "text/plain", "value": "Hello."}],
}


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    return Outbox(tmp_path, CONFIG, "https://app.example")


async def send(outbox: Outbox, body: object, key: str = "SG.key") -> httpx.Response:
    transport = httpx.ASGITransport(sendgrid.build(outbox, "SG.key"))
    async with httpx.AsyncClient(transport=transport, base_url="https://api.sendgrid.example") as http:
        return await http.post("/v3/mail/send", json=body, headers={"Authorization": f"Bearer {key}"})


class TestSending:
    async def test_is_accepted_with_an_empty_body(self, outbox: Outbox) -> None:
        answer = await send(outbox, MAIL)

        assert (answer.status_code, answer.content) == (202, b"")
        assert answer.headers["x-message-id"]

    async def test_lands_in_the_outbox_once_for_each_receiver(self, outbox: Outbox) -> None:
        await send(outbox, MAIL | {"personalizations": [{"to": [{"email": "a@b.de"}, {"email": "c@d.de"}]}]})

        assert sorted(mail.to for mail in outbox.mails()) == ["a@b.de", "c@d.de"]

    async def test_needs_the_key(self, outbox: Outbox) -> None:
        answer = await send(outbox, MAIL, key="SG.other")

        assert answer.status_code == 401
        assert set(answer.json()["errors"][0]) == {"message", "field", "help"}

    @pytest.mark.parametrize(
        ("lacking", "field"),
        [
            ({"personalizations": []}, "personalizations"),
            ({"personalizations": [{"to": []}]}, "personalizations"),
            ({"personalizations": [{"to": [{"email": "nobody"}]}]}, "personalizations"),
            ({"from": {}}, "from.email"),
            ({"subject": ""}, "subject"),
            ({"content": []}, "content"),
            ({"content": [{"type": "text/plain", "value": ""}]}, "content.0.value"),
            ({"content": [{"type": "text/html", "value": "x"}, {"type": "text/plain", "value": "x"}]}, "content"),
        ],
    )
    async def test_refuses_what_says_too_little(self, outbox: Outbox, lacking: dict[str, object], field: str) -> None:
        answer = await send(outbox, MAIL | lacking)

        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field)
        assert outbox.mails() == []

    async def test_refuses_what_is_no_object(self, outbox: Outbox) -> None:
        assert (await send(outbox, [MAIL])).status_code == 400
