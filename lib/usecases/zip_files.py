"""Pack files into a ZIP archive as they come: nothing is held whole, and nothing is written to a disk."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from zipfile import ZIP_DEFLATED, ZipFile


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file of an archive: its path in there, and its text, part by part."""

    path: str
    parts: AsyncIterator[str]


class Outlet:
    """What an archive is written into, and taken out of again bit by bit; it cannot be sought."""

    def __init__(self) -> None:
        """Start empty."""
        self._held = bytearray()

    def write(self, data: bytes) -> int:
        """Take what the archive writes."""
        self._held += data
        return len(data)

    def flush(self) -> None:
        """Hold nothing back: there is nothing behind this."""

    def close(self) -> None:
        """Stay usable: the last bytes are taken when the archive is done."""

    def taken(self) -> bytes:
        """Return what came since the last time."""
        data = bytes(self._held)
        self._held.clear()
        return data


async def zipped(files: Sequence[TextFile]) -> AsyncIterator[bytes]:
    """
    Return the bytes of an archive with these files.

    Its table of contents comes last: where a file fails, the error goes on and what was sent opens nowhere as an
    archive. Packing runs off the event loop.
    """
    outlet = Outlet()
    with ZipFile(outlet, "w", ZIP_DEFLATED) as archive:
        for file in files:
            with archive.open(file.path, "w") as entry:
                async for part in file.parts:
                    await asyncio.to_thread(entry.write, part.encode())
                    if data := outlet.taken():
                        yield data
    yield outlet.taken()
