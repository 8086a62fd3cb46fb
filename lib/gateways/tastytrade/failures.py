"""What the broker's refusals mean to us."""

import json
from collections.abc import Mapping
from http import HTTPStatus

from lib.ports.broker import AccessRevokedError, BrokerRefusedError, BrokerUnavailableError
from lib.ports.failures import PortError

# A grant that was deleted, one whose client's secret was made anew, and the answer to either in the sandbox.
REVOKED = frozenset({"invalid_grant", "invalid_client", "unauthorized_client", "invalid_request"})
NEVER = frozenset(
    {
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.FORBIDDEN,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.GONE,
        HTTPStatus.NOT_ACCEPTABLE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
    }
)


def unavailable(retry_after: int | None = None) -> BrokerUnavailableError:
    """Say that the broker does not answer now."""
    return BrokerUnavailableError(
        "tastytrade does not answer just now. We try again by ourselves.", retry_after=retry_after
    )


def senseless() -> BrokerUnavailableError:
    """Say that the broker's answer could not be read; a proxy's error page, or half an answer."""
    return BrokerUnavailableError(
        "tastytrade's answer made no sense. We try again by ourselves.", code="broker_senseless"
    )


def revoked() -> AccessRevokedError:
    """Say that the grant does not count."""
    return AccessRevokedError("tastytrade refuses our access to your accounts. Link them again.")


def refusal_of_grant(status: int, headers: Mapping[str, str], body: str) -> PortError:
    """
    Return what an answer of /oauth/token that is no success means.

    Only the words of OAuth itself count as a refusal of the grant: a bare 401 comes from a proxy, for everybody.
    """
    if status in {HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED} and oauth_code(body) in REVOKED:
        return revoked()
    return unavailable(pause(headers))


def refusal(status: int, headers: Mapping[str, str], body: str) -> PortError:
    """Return what an answer with data that is no success means; the broker's words are shown, they hold no secret."""
    if status in NEVER:
        code = api_code(body)
        return BrokerRefusedError(f"tastytrade refused to tell ({code or status}).")
    return unavailable(pause(headers))


def pause(headers: Mapping[str, str]) -> int | None:
    """Return the seconds to wait, where the broker said so in seconds."""
    said = headers.get("retry-after", "").strip()
    return int(said) if said.isdecimal() else None


def oauth_code(body: str) -> str | None:
    """Return the code of an OAuth error, in the broker's spelling or the standard's."""
    sent = parsed(body)
    code = sent.get("error_code", sent.get("error"))
    return code if isinstance(code, str) else None


def api_code(body: str) -> str | None:
    """Return the code of an error of the API."""
    error = parsed(body).get("error")
    code = error.get("code") if isinstance(error, dict) else None
    return None if code is None else str(code)


def parsed(body: str) -> Mapping[str, object]:
    """Return the object that a body holds, an empty one for anything else."""
    try:
        sent = json.loads(body)
    except ValueError:
        return {}
    return sent if isinstance(sent, dict) else {}
