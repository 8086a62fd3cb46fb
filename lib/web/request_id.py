"""The id of the request being answered: in the answer's header, in every error and in every log line."""

from contextvars import ContextVar

_request_id: ContextVar[str] = ContextVar("request_id", default="")


def request_id() -> str:
    """Return the id of the request being answered; empty outside of one."""
    return _request_id.get()


def begin_request(new_id: str) -> None:
    """Name the request that starts now."""
    _request_id.set(new_id)
