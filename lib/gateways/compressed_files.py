"""Files as they arrive: compressed by the browser or not, never inflated past a bound."""

import zlib

from lib.domain.errors import DomainError

GZIP_MAGIC = b"\x1f\x8b"
GZIP_ONLY = 31  # zlib's window bits for a gzip member
INFLATED_BOUND = 64 * 1024 * 1024


def inflated(data: bytes, bound: int = INFLATED_BOUND) -> bytes:
    """
    Return the file's own bytes; what is not compressed comes back as it is.

    Raises DomainError for a file that would grow past `bound` (it is not inflated further than that) and for one whose
    compression is damaged or cut short.
    """
    if not data.startswith(GZIP_MAGIC):
        return data
    parts: list[bytes] = []
    left = bound
    while data:
        member = zlib.decompressobj(GZIP_ONLY)
        try:
            parts.append(member.decompress(data, left + 1))
        except zlib.error as damage:
            raise DomainError("The compressed file is damaged. Drop it again.", code="file_damaged") from damage
        left -= len(parts[-1])
        if left < 0:
            raise DomainError(
                f"The file grows to more than {bound // 2**20} MB when it is unpacked, which no export does. "
                "Export a shorter period.",
                code="file_too_large",
            )
        if not member.eof:
            raise DomainError("The compressed file is cut short. Drop it again.", code="file_damaged")
        data = member.unused_data
    return b"".join(parts)
