"""Log lines: one JSON object each, with the request's id, and without anything a caller sent."""

import json
import logging
import traceback
from types import TracebackType
from typing import Any

from lib.web.request_id import request_id

Raised = tuple[type[BaseException], BaseException, TracebackType | None]
OURS = ("lib.", "api.")


class JsonLines(logging.Formatter):
    """
    Writes a record as one line of JSON.

    Of an exception it writes the type and the places in the code. It writes the text only of our own classes: a
    library's error may quote what it choked on, a token or an address for instance.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": request_id(),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = told(record.exc_info)
        return json.dumps(line)


def told(raised: Raised) -> dict[str, Any]:
    """Say what was raised and where, without quoting anybody else's words."""
    kind, error, place = raised
    is_ours = kind.__module__.startswith(OURS)
    steps = [f"{step.filename}:{step.lineno} {step.name}" for step in traceback.extract_tb(place)]
    return {"type": f"{kind.__module__}.{kind.__qualname__}", "text": str(error) if is_ours else None, "at": steps}


def start_logging() -> None:
    """
    Send the log lines of our own code to the process's error stream, once per process.

    They go no further: the platform's handler at the root would write them again, with an exception's whole text.
    It also lets through what httpx says at INFO, the full address of every call.
    """
    logging.getLogger("httpx").setLevel(logging.WARNING)
    for name in ("lib", "api"):
        logger = logging.getLogger(name)
        logger.propagate = False
        if not any(isinstance(handler.formatter, JsonLines) for handler in logger.handlers):
            handler = logging.StreamHandler()
            handler.setFormatter(JsonLines())
            logger.addHandler(handler)
            logger.setLevel(logging.INFO)
