"""How a port can fail; the web layer turns each class into one HTTP status, in one place."""


class PortError(Exception):
    """
    Something outside could not do what was asked; `message` is a sentence for the trader.

    `code` is stable and machine-readable, in snake case.
    """

    code = "unavailable"

    def __init__(self, message: str, *, code: str | None = None) -> None:
        """Keep the sentence, and the code when the class alone does not name it."""
        super().__init__(message)
        self.message = message
        self.code = code or self.code


class UnavailableError(PortError):
    """
    The other side did not answer, or answered that it cannot now; trying again later may work (HTTP 503).

    `retry_after` is in how many whole seconds, where somebody knows.
    """

    retry_after: int | None = None


class SignedOutError(PortError):
    """The caller's token is missing, expired or no longer accepted (HTTP 401)."""

    code = "signed_out"


class ForbiddenError(PortError):
    """The caller is known and may not do this (HTTP 403)."""

    code = "forbidden"


class NotFoundError(PortError):
    """There is no such thing, or it is somebody else's, which must look the same (HTTP 404)."""

    code = "not_found"


class ConflictError(PortError):
    """What is there already contradicts what was asked (HTTP 409)."""

    code = "conflict"


class StaleError(ConflictError):
    """Somebody else was faster; what this writer prepared is out of date and was not taken."""

    code = "stale"
