"""The vendor's browser client goes through a whole life with Auth (supabase-js.mjs), on the Node that is installed."""

import json
import os
import secrets
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from dev.stack import Stack

Seen = dict[str, Any]
SCRIPT = Path(__file__).with_name("supabase-js.mjs")


@pytest.fixture(scope="module")
def seen(stack: Stack) -> Seen:
    """Run the script once; return what it saw."""
    environment = {
        "PATH": os.environ["PATH"],
        "URL": stack.supabase_url,
        "KEY": stack.publishable_key,
        "SECRET": stack.secret_key,
        "OUTBOX": stack.env["DEV_OUTBOX"],
        "EMAIL": f"{secrets.token_hex(8)}@example.com",
    }
    node = shutil.which("node")
    assert node
    ran = subprocess.run([node, str(SCRIPT)], env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert ran.returncode == 0, ran.stderr
    return {**json.loads(ran.stdout), "environment": environment}


class TestABrowser:
    def test_signs_up_and_waits_for_the_mail(self, seen: Seen) -> None:
        email = seen["environment"]["EMAIL"]

        assert seen["signUp"] == {"email": email, "session": None, "error": None}
        assert seen["unconfirmed"] == {"code": "email_not_confirmed", "status": 400}
        assert seen["weakPassword"] == {"code": "weak_password", "status": 422}

    def test_confirms_once_with_the_mailed_token(self, seen: Seen) -> None:
        assert seen["confirmed"] == {"session": True, "error": None}
        assert seen["confirmedTwice"] == {"code": "otp_expired", "status": 403}

    def test_is_not_told_that_an_address_is_taken(self, seen: Seen) -> None:
        assert seen["takenAddress"] == []

    def test_signs_in_and_verifies_its_own_claims(self, seen: Seen) -> None:
        issuer = f"{seen['environment']['URL']}/auth/v1"

        assert seen["wrongPassword"] == {"code": "invalid_credentials", "status": 400}
        assert seen["user"] == seen["environment"]["EMAIL"]
        assert seen["claims"] == {"algorithm": "ES256", "role": "authenticated", "issuer": issuer}

    def test_reads_its_own_rows_only(self, seen: Seen) -> None:
        assert seen["profiles"] == [True]

    def test_refreshes_and_recovers_a_lost_answer(self, seen: Seen) -> None:
        assert seen["refreshed"]
        assert seen["lostAnswer"]

    def test_signs_out_everywhere(self, seen: Seen) -> None:
        assert seen["signedOut"] is None
        assert seen["afterSignOut"] == {"code": "refresh_token_not_found", "status": 400}

    def test_recovers_with_a_mailed_token_and_another_password(self, seen: Seen) -> None:
        assert seen["samePassword"] == {"code": "same_password", "status": 422}
        assert seen["newPassword"] is None
        assert seen["oldPassword"] == {"code": "invalid_credentials", "status": 400}


class TestAServer:
    def test_administers_with_the_secret_key_only(self, seen: Seen) -> None:
        assert seen["notAdmin"] == {"code": "not_admin", "status": 403}
        assert seen["total"]

    def test_deletes_a_user_with_everything(self, seen: Seen) -> None:
        assert seen["deleted"] is None
        assert seen["profilesAfter"] == []
