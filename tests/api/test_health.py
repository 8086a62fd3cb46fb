"""The health of what we stand on, through the running stack."""

import httpx
import pytest

from dev.stack import Stack

pytestmark = pytest.mark.usefixtures("functions")


def health(stack: Stack) -> httpx.Response:
    return httpx.get(f"{stack.env['APP_URL']}/api/health", timeout=20)


class TestHealth:
    def test_is_fine_when_every_part_answers(self, stack: Stack) -> None:
        answer = health(stack)

        assert answer.status_code == 200
        assert answer.json() == {
            "is_healthy": True,
            "version": "local",
            "parts": {"auth": True, "database": True, "redis": True},
        }

    def test_names_the_version(self, stack: Stack, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("VERCEL_GIT_COMMIT_SHA", "0123abc")

        assert health(stack).json()["version"] == "0123abc"

    @pytest.mark.parametrize(
        ("setting", "failing"),
        [("UPSTASH_REDIS_REST_URL", {"redis"}), ("SUPABASE_URL", {"auth", "database"})],
    )
    def test_names_the_part_that_is_away(
        self, stack: Stack, monkeypatch: pytest.MonkeyPatch, setting: str, failing: set[str]
    ) -> None:
        monkeypatch.setenv(setting, "http://127.0.0.1:1")

        answer = health(stack)

        assert answer.status_code == 503
        assert {part for part, is_up in answer.json()["parts"].items() if not is_up} == failing
        assert answer.json()["is_healthy"] is False
