"""Archives that are sent while they are packed."""

import io
import random
from collections.abc import AsyncIterator
from zipfile import BadZipFile, ZipFile

import pytest

from lib.ports.failures import UnavailableError
from lib.usecases.zip_files import TextFile, zipped


class TestZipped:
    async def test_is_an_archive_that_opens_with_every_file_whole(self) -> None:
        data = await packed(TextFile("a.txt", parts("one ", "two")), TextFile("b/c.csv", parts("x,ü\r\n")))

        with ZipFile(io.BytesIO(data)) as archive:
            assert archive.testzip() is None
            assert {name: archive.read(name).decode() for name in archive.namelist()} == {
                "a.txt": "one two",
                "b/c.csv": "x,ü\r\n",
            }

    async def test_sends_what_it_has_while_more_is_to_come(self) -> None:
        noise = random.Random(7)  # noqa: S311 - text that does not compress, the same every time
        pages = ["".join(noise.choices("0123456789abcdef", k=200_000)) for _ in range(20)]

        sent = [len(part) async for part in zipped([TextFile("big.csv", parts(*pages))])]

        assert sum(sent) > 1_500_000
        assert max(sent) < 400_000  # a page or two, never the whole

    async def test_of_a_file_that_fails_opens_nowhere(self) -> None:
        sent: list[bytes] = []

        with pytest.raises(UnavailableError):
            await send(sent, TextFile("a.txt", parts("whole")), TextFile("b.txt", torn()))

        assert b"".join(sent).startswith(b"PK")
        with pytest.raises(BadZipFile):
            ZipFile(io.BytesIO(b"".join(sent)))


async def parts(*texts: str) -> AsyncIterator[str]:
    for text in texts:
        yield text


async def torn() -> AsyncIterator[str]:
    yield "half"
    raise UnavailableError("The database cannot be reached just now.")


async def send(sent: list[bytes], *files: TextFile) -> None:
    async for part in zipped(files):
        sent += [part]


async def packed(*files: TextFile) -> bytes:
    return b"".join([part async for part in zipped(files)])
