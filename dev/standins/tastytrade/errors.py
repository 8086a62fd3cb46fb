"""What the API answers when it refuses."""

import json
import secrets

from starlette.responses import HTMLResponse, JSONResponse, Response


class RefusedError(Exception):
    """A request the API does not answer: a status, and the body it explains itself with."""

    def __init__(self, status: int, body: object) -> None:
        super().__init__(f"{status} {json.dumps(body)}")
        self.status = status
        self.body = body

    def response(self) -> Response:
        """Return the answer."""
        return JSONResponse(self.body, self.status)


class UnnamedClientError(RefusedError):
    """A request that does not say which program sends it; the web server in front answers it, in HTML."""

    def __init__(self) -> None:
        super().__init__(401, "401 Authorization Required")

    def response(self) -> Response:
        """Return the web server's own page."""
        title = "401 Authorization Required"
        page = f"<html>\n<head><title>{title}</title></head>\n<body>\n<center><h1>{title}</h1></center>\n"
        return HTMLResponse(f"{page}<hr><center>nginx</center>\n</body>\n</html>\n", 401)


def _error(status: int, code: str | int, message: str) -> RefusedError:
    return RefusedError(status, {"error": {"code": code, "message": message}})


def unauthorized() -> RefusedError:
    """Return the refusal of a call that says not who is asking."""
    identifier = secrets.token_hex(16)
    return _error(401, "unauthorized", f"Unauthorized. Unique customer support identifier: {identifier}")


def token_invalid() -> RefusedError:
    """Return the refusal of an access token that is unknown or expired, or whose grant was deleted."""
    return _error(401, "token_invalid", "This token is invalid or has expired")


def not_permitted() -> RefusedError:
    """Return the refusal of what belongs to somebody else, or what the grant does not reach."""
    return _error(403, "not_permitted", "User not permitted access")


def not_found(what: str) -> RefusedError:
    """Return the refusal of what is not there."""
    return _error(404, "not_found", f"Couldn't find {what}")


def unsupported_version() -> RefusedError:
    """Return the refusal of a version nothing is served for."""
    return _error(406, 406, "The requested version is not supported.")


def invalid(*domains: str, reason: str = "does not have a valid value") -> RefusedError:
    """Return the refusal of parameters that are missing or not what they must be."""
    errors = [{"domain": domain, "reason": reason} for domain in domains]
    body = {"code": "validation_error", "message": "Request validation failed", "errors": errors}
    return RefusedError(400, {"error": body})


def oauth(code: str, description: str, status: int = 400) -> RefusedError:
    """Return a refusal in the authorization server's own words."""
    return RefusedError(status, {"error_code": code, "error_description": description})
