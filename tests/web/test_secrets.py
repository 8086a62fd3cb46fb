"""Nothing secret is ever logged, nor told to somebody it was not given to."""

import logging
from collections.abc import Iterator

import httpx
import pytest

from dev.stack import Stack
from lib.web.logs import JsonLines
from tests.api.people import PASSWORD, api_client, browser, mailed, new_address, settled, sign_in

pytestmark = pytest.mark.usefixtures("functions")

CANARY = "Canary5e1f0b7a"


class Lines(logging.Handler):
    """Keeps every line as it would be written."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JsonLines())
        self.text = ""

    def emit(self, record: logging.LogRecord) -> None:
        self.text += self.format(record) + "\n"


@pytest.fixture
def log() -> Iterator[Lines]:
    """Return all that is logged, by us and by the libraries, at the level that is on in production."""
    lines = Lines()
    loggers = [logging.getLogger(name) for name in (None, "lib", "api")]
    for logger in loggers:
        logger.addHandler(lines)
    yield lines
    for logger in loggers:
        logger.removeHandler(lines)


def everything(client: httpx.Client) -> list[httpx.Response]:
    """Send the canary wherever a secret goes."""
    secret = f"{CANARY} harbor"
    requests = [
        ("POST", "/api/auth/register", {"email": new_address(), "password": secret}),
        ("POST", "/api/auth/register", {"email": new_address(), "password": CANARY[:9]}),
        ("POST", "/api/auth/login", {"email": new_address(), "password": secret}),
        ("POST", "/api/auth/verify", {"token_hash": CANARY}),
        ("POST", "/api/auth/verify", {"token_hash": CANARY, "password": secret}),
        ("POST", "/api/auth/verify", {"token_hash": CANARY, "type": "email_change", "password": secret}),
        ("POST", "/api/auth/reset", {"token_hash": CANARY, "password": secret}),
        ("POST", "/api/auth/refresh-token", {"refresh_token": CANARY}),
        ("POST", "/api/auth/login", {"email": {"password": CANARY}, "password": [CANARY]}),
        ("POST", "/api/me/password", {"current_password": secret, "password": f"other {secret}"}),
        ("POST", "/api/me/email", {"email": new_address(), "password": secret}),
        ("DELETE", "/api/me", {"password": secret}),
    ]
    answers = [client.request(method, path, json=body) for method, path, body in requests]
    answers.append(client.get("/api/me", headers={"Authorization": f"Bearer {CANARY}"}))
    answers.append(client.get("/api/me", headers={"Cookie": f"access={CANARY}"}))
    answers.append(client.post("/api/jobs/users/delete", content=CANARY, headers={"Upstash-Signature": CANARY}))
    return answers


class TestASecret:
    def test_is_neither_logged_nor_answered(self, stack: Stack, log: Lines) -> None:
        client = api_client(stack, sign_in(api_client(stack), settled(stack)).json()["access_token"])

        answers = everything(client)

        assert "POST /api/auth/login" in log.text
        assert CANARY not in log.text
        assert CANARY not in "".join(answer.text + str(answer.headers) for answer in answers)

    @pytest.mark.parametrize("part", ["SUPABASE_URL", "UPSTASH_REDIS_REST_URL", "QSTASH_URL"])
    def test_is_neither_when_a_part_is_away(
        self, stack: Stack, log: Lines, monkeypatch: pytest.MonkeyPatch, part: str
    ) -> None:
        client = api_client(stack, sign_in(api_client(stack), settled(stack)).json()["access_token"])
        monkeypatch.setenv(part, "http://127.0.0.1:1")

        answers = everything(client)

        assert CANARY not in log.text
        assert CANARY not in "".join(answer.text + str(answer.headers) for answer in answers)

    def test_is_neither_when_a_part_answers_nonsense(
        self, stack: Stack, log: Lines, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # The outbox of the local stack answers everything below its address with a page that is no JSON of theirs.
        monkeypatch.setenv("SUPABASE_URL", f"{stack.env['APP_URL']}/_dev/outbox")

        answers = everything(api_client(stack))

        assert "unexpected error" in log.text
        assert CANARY not in log.text
        assert CANARY not in "".join(answer.text + str(answer.headers) for answer in answers)


class TestTokensAndKeys:
    def test_of_a_whole_sign_in_are_not_logged(self, stack: Stack, log: Lines) -> None:
        client, address = browser(stack), new_address()
        client.post("/api/auth/register", json={"email": address, "password": PASSWORD})
        [token_hash] = mailed(stack, address, "signup")
        verified = client.post("/api/auth/verify", json={"token_hash": token_hash})
        held = dict(client.cookies)
        client.post("/api/auth/refresh-token")
        client.post("/api/auth/logout", json={})

        secrets = [PASSWORD, token_hash, *held.values(), stack.publishable_key, stack.secret_key]
        assert len(held) == 2
        assert [secret for secret in secrets if secret in log.text] == []
        assert [secret for secret in secrets if secret in verified.text] == []

    def test_neither_is_the_address_of_who_signs_in(self, stack: Stack, log: Lines) -> None:
        address = settled(stack)
        sign_in(browser(stack), address)
        sign_in(browser(stack), address, "a wrong guess")

        assert address not in log.text
