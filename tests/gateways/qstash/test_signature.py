"""Only our own queue may call a job, each message only at its own address and with its own body."""

import time
from typing import Any

import jwt
import pytest
from qstash import Receiver

from lib.gateways.qstash.signature import verify_signature
from lib.ports.failures import SignedOutError
from tests.gateways.qstash.signing import signature_for

CURRENT = "sig_current_0123456789abcdef0123456789"
NEXT = "sig_next_0123456789abcdef0123456789abc"
URL = "https://app.example/api/jobs/users/delete"
BODY = b'{"user_id":"6f1c"}'


def signature(key: str = CURRENT, *, of: bytes = BODY, **changes: object) -> str:
    return signature_for(of, url=URL, key=key, **changes)


def verify(text: str) -> str:
    return verify_signature(text, (CURRENT, NEXT), url=URL, body=BODY)


class TestVerifySignature:
    def test_accepts_what_the_vendors_own_receiver_accepts(self) -> None:
        Receiver(CURRENT, NEXT).verify(signature=signature(), body=BODY.decode(), url=URL)

        assert verify(signature()) == "jwt_1"

    def test_accepts_the_next_key_while_keys_are_rotated(self) -> None:
        assert verify(signature(NEXT)) == "jwt_1"

    def test_allows_for_clocks_that_differ_by_seconds(self) -> None:
        now = int(time.time())

        assert verify(signature(nbf=now + 5, iat=now + 5)) == "jwt_1"

    @pytest.mark.parametrize(
        "changes",
        [
            {"sub": "https://app.example/api/jobs/users/delete?x=1"},
            {"sub": "https://other.example/api/jobs/users/delete"},
            {"iss": "Somebody"},
            {"exp": int(time.time()) - 60},
            {"nbf": int(time.time()) + 24 * 3600},
            *({name: None} for name in ("iss", "sub", "exp", "nbf", "iat", "jti", "body")),
        ],
        ids=str,
    )
    def test_refuses_another_address_issuer_or_time_and_a_missing_claim(self, changes: dict[str, Any]) -> None:
        with pytest.raises(SignedOutError):
            verify(signature(**changes))

    def test_refuses_another_body(self) -> None:
        with pytest.raises(SignedOutError):
            verify(signature(of=b'{"user_id":"0000"}'))

    def test_refuses_another_key(self) -> None:
        with pytest.raises(SignedOutError):
            verify(signature("sig_other_0123456789abcdef0123456789abc"))

    def test_refuses_a_token_without_a_signature(self) -> None:
        with pytest.raises(SignedOutError):
            verify(jwt.encode(jwt.decode(signature(), options={"verify_signature": False}), "", "none"))

    def test_refuses_what_is_no_token(self) -> None:
        with pytest.raises(SignedOutError):
            verify("no token")
