"""Settings come from the environment, typed, and keep their secrets."""

import pytest

from lib.wiring.settings import MissingSettingError, Settings, origin_of
from tests.web.environment import ENVIRONMENT


class TestSettings:
    def test_name_the_setting_that_is_missing(self) -> None:
        without = {name: value for name, value in ENVIRONMENT.items() if name != "QSTASH_TOKEN"}

        with pytest.raises(MissingSettingError, match="QSTASH_TOKEN is not set"):
            Settings.of(without)

    def test_take_an_empty_setting_for_a_missing_one(self) -> None:
        with pytest.raises(MissingSettingError, match="SUPABASE_URL is not set"):
            Settings.of({**ENVIRONMENT, "SUPABASE_URL": " "})

    def test_derive_where_the_keys_are_and_who_signs_from_the_project(self) -> None:
        settings = Settings.of({**ENVIRONMENT, "SUPABASE_URL": "https://project.example/"})

        assert settings.supabase_jwks_url == "https://project.example/auth/v1/.well-known/jwks.json"
        assert settings.token_issuer == "https://project.example/auth/v1"

    def test_expect_the_platforms_address_header_unless_told_otherwise(self) -> None:
        assert Settings.of(ENVIRONMENT).client_address_header == "x-vercel-forwarded-for"

    def test_never_read_the_key_that_bypasses_row_security(self) -> None:
        settings = Settings.of({**ENVIRONMENT, "SUPABASE_SECRET_KEY": "sb_secret_test"})

        assert "sb_secret_test" not in [getattr(settings, name) for name in Settings.__slots__]

    @pytest.mark.parametrize(
        "name", ["SUPABASE_PUBLISHABLE_KEY", "UPSTASH_REDIS_REST_TOKEN", "QSTASH_TOKEN", "QSTASH_NEXT_SIGNING_KEY"]
    )
    def test_do_not_show_a_secret_when_printed(self, name: str) -> None:
        assert ENVIRONMENT[name] not in repr(Settings.of(ENVIRONMENT))


class TestOriginOf:
    @pytest.mark.parametrize(
        ("url", "origin"),
        [
            ("https://app.example/", "https://app.example"),
            ("https://app.example:443", "https://app.example"),
            ("http://127.0.0.1:3000/start?x=1", "http://127.0.0.1:3000"),
        ],
    )
    def test_is_what_a_browser_writes_in_its_header(self, url: str, origin: str) -> None:
        assert origin_of(url) == origin
