"""What Supabase Auth's refusals mean to us."""

from collections.abc import Callable, Mapping

import httpx

from lib.domain.errors import DomainError
from lib.ports.accounts import LinkSpentError, TooManyAttemptsError, WrongCredentialsError
from lib.ports.failures import ForbiddenError, SignedOutError, UnavailableError

A_LITTLE_LATER = 60  # seconds; Auth does not say how long


class AuthRefusedError(Exception):
    """Auth refused something that we did not expect it to; `code` is Auth's own."""

    def __init__(self, request: str, code: str) -> None:
        """Name the request and the code; what was sent is left out."""
        super().__init__(f"Supabase Auth refused {request}: {code}")
        self.code = code


def wrong_credentials() -> Exception:
    """Return one refusal for a wrong password, an unknown address and one that was never confirmed."""
    return WrongCredentialsError(
        "No confirmed account has this mail address and password. Check both, or have the confirmation sent again."
    )


def signed_out() -> Exception:
    """Return the refusal of a session that has ended."""
    return SignedOutError("Your session has ended. Sign in again.")


def unreachable() -> UnavailableError:
    """Return the failure of a sign-in service that does not answer."""
    return UnavailableError("Signing in is not possible just now. Try again in a minute.", code="auth_unavailable")


MEANING: Mapping[str, Callable[[], Exception]] = {
    "invalid_credentials": wrong_credentials,
    "email_not_confirmed": wrong_credentials,
    "otp_expired": lambda: LinkSpentError("This link was used before or is too old. Ask for a new one."),
    "user_banned": lambda: ForbiddenError("This account is closed.", code="account_closed"),
    "weak_password": lambda: DomainError("This password is too easy to guess.", code="weak_password"),
    "same_password": lambda: DomainError("Choose a password other than the present one.", code="same_password"),
    "email_address_invalid": lambda: DomainError("This is no mail address we can write to.", code="invalid_email"),
    "over_request_rate_limit": lambda: TooManyAttemptsError(
        "Too many attempts. Wait a little and try again.", retry_after=A_LITTLE_LATER
    ),
    "refresh_token_not_found": signed_out,
    "refresh_token_already_used": signed_out,
    "session_not_found": signed_out,
    "session_expired": signed_out,
    "bad_jwt": signed_out,
    "no_authorization": signed_out,
    "user_not_found": signed_out,
}


def refusal(answer: httpx.Response) -> Exception:
    """Say in the ports' terms why Auth refused."""
    if answer.is_server_error:
        return unreachable()
    code = code_of(answer)
    meaning = MEANING.get(code)
    return meaning() if meaning else AuthRefusedError(f"{answer.request.method} {answer.request.url.path}", code)


def code_of(answer: httpx.Response) -> str:
    """Return Auth's code for a refusal; the status where the body has none."""
    try:
        body = answer.json()
    except ValueError:
        return str(answer.status_code)
    code = body.get("error_code") or body.get("code") if isinstance(body, dict) else None
    return str(code or answer.status_code)
