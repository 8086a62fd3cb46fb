"""Access tokens are verified against published keys, and nothing else passes for one."""

import json
import time
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from lib.gateways.supabase.auth_tokens import TokenVerifier
from lib.ports.failures import SignedOutError, UnavailableError

ISSUER = "https://project.example/auth/v1"


@dataclass
class KeyServer:
    """Serves public keys over HTTP and counts how often it was asked; the clock is the test's."""

    keys: dict[str, ec.EllipticCurvePrivateKey] = field(default_factory=dict)
    asked: int = 0
    is_down: bool = False
    now: float = 1000.0

    def add(self, key_id: str) -> None:
        self.keys[key_id] = ec.generate_private_key(ec.SECP256R1())

    async def answer(self, _: Request) -> Response:
        self.asked += 1
        if self.is_down:
            return Response(status_code=503)
        return JSONResponse({"keys": [published(key_id, key) for key_id, key in self.keys.items()]})

    def verifier(self) -> TokenVerifier:
        app = Starlette(routes=[Route("/keys", self.answer)])
        http = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://project.example")
        return TokenVerifier(http, "https://project.example/keys", ISSUER, clock=lambda: self.now)

    def token(self, key_id: str = "one", /, **changes: object) -> str:
        return jwt.encode(claims(**changes), self.keys[key_id], "ES256", headers={"kid": key_id})


def published(key_id: str, key: ec.EllipticCurvePrivateKey) -> dict[str, Any]:
    public: dict[str, Any] = json.loads(ECAlgorithm.to_jwk(key.public_key()))
    return {**public, "kid": key_id, "alg": "ES256", "use": "sig"}


def claims(**changes: object) -> dict[str, Any]:
    now = int(time.time())
    usual = {
        "sub": str(uuid4()),
        "email": "ann@example.com",
        "role": "authenticated",
        "aud": "authenticated",
        "iss": ISSUER,
        "iat": now,
        "exp": now + 3600,
    }
    return {name: value for name, value in (usual | changes).items() if value is not None}


@pytest.fixture
def server() -> KeyServer:
    server = KeyServer()
    server.add("one")
    return server


class TestVerify:
    async def test_tells_whose_token_it_is(self, server: KeyServer) -> None:
        user_id = str(uuid4())

        verified = await server.verifier().verify(server.token(sub=user_id))

        assert (verified.user_id, verified.email) == (user_id, "ann@example.com")

    @pytest.mark.parametrize(
        "changes",
        [
            {"exp": int(time.time()) - 10},
            {"iss": "https://other.example/auth/v1"},
            {"aud": "anon"},
            {"aud": None},
            {"exp": None},
            {"sub": None},
            {"iss": None},
            {"role": "service_role"},
            {"role": None},
            {"sub": "1 or true"},
        ],
        ids=str,
    )
    async def test_refuses_a_token_that_is_not_a_present_users(
        self, server: KeyServer, changes: dict[str, object]
    ) -> None:
        with pytest.raises(SignedOutError):
            await server.verifier().verify(server.token(**changes))

    async def test_refuses_a_signature_by_another_key_under_a_known_id(self, server: KeyServer) -> None:
        forged = jwt.encode(claims(), ec.generate_private_key(ec.SECP256R1()), "ES256", headers={"kid": "one"})

        with pytest.raises(SignedOutError):
            await server.verifier().verify(forged)

    async def test_refuses_a_token_without_a_signature(self, server: KeyServer) -> None:
        unsigned = jwt.encode(claims(), "", "none", headers={"kid": "one"})

        with pytest.raises(SignedOutError):
            await server.verifier().verify(unsigned)

    async def test_refuses_a_secret_signature_made_with_the_public_key(self, server: KeyServer) -> None:
        x_coordinate = published("one", server.keys["one"])["x"]
        confused = jwt.encode(claims(), x_coordinate, "HS256", headers={"kid": "one"})

        with pytest.raises(SignedOutError):
            await server.verifier().verify(confused)

    @pytest.mark.parametrize("text", ["", "x", "a.b.c", "é.é.é"])
    async def test_refuses_what_is_no_token(self, server: KeyServer, text: str) -> None:
        with pytest.raises(SignedOutError):
            await server.verifier().verify(text)


class TestKeepingKeys:
    async def test_asks_once_for_many_tokens(self, server: KeyServer) -> None:
        verifier = server.verifier()

        for _ in range(5):
            await verifier.verify(server.token())

        assert server.asked == 1

    async def test_asks_again_for_a_key_that_was_added(self, server: KeyServer) -> None:
        verifier = server.verifier()
        await verifier.verify(server.token())
        server.add("two")
        server.now += 31

        await verifier.verify(server.token("two"))

        assert server.asked == 2

    async def test_does_not_ask_for_every_made_up_key(self, server: KeyServer) -> None:
        verifier = server.verifier()
        await verifier.verify(server.token())
        made_up = jwt.encode(claims(), server.keys["one"], "ES256", headers={"kid": "made-up"})

        for _ in range(5):
            server.now += 7  # 35 seconds in all: one question is allowed
            with pytest.raises(SignedOutError):
                await verifier.verify(made_up)

        assert server.asked == 2

    async def test_forgets_a_key_that_is_no_longer_published_within_ten_minutes(self, server: KeyServer) -> None:
        verifier = server.verifier()
        token = server.token()
        await verifier.verify(token)
        server.keys.clear()
        server.add("two")
        server.now += 601

        with pytest.raises(SignedOutError):
            await verifier.verify(token)

    async def test_goes_on_with_the_keys_it_has_when_nobody_answers(self, server: KeyServer) -> None:
        verifier = server.verifier()
        await verifier.verify(server.token())
        server.is_down = True
        server.now += 3600

        assert (await verifier.verify(server.token())).email == "ann@example.com"

    async def test_does_not_call_a_user_signed_out_when_it_never_had_a_key(self, server: KeyServer) -> None:
        server.is_down = True

        with pytest.raises(UnavailableError):
            await server.verifier().verify(server.token())
