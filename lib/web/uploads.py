"""Bodies that are files: read as they come, never past a bound."""

from fastapi import Request

from lib.domain.errors import DomainError

# What the platform lets through to a function.
UPLOAD_BOUND = 4_500_000


async def uploaded_file(request: Request) -> bytes:
    """Return the request's body; raises DomainError as soon as it is longer than the platform's limit."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > UPLOAD_BOUND:
        raise too_large()
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > UPLOAD_BOUND:
            raise too_large()
    return bytes(body)


def too_large() -> DomainError:
    """Say what is too large and what to do."""
    return DomainError(
        "The file is larger than 4.5 MB even when compressed. Export a shorter period and import the parts.",
        code="file_too_large",
    )
