"""Files are sent as they come, and one that breaks off cannot be taken for a whole one; over a real connection."""

import asyncio
import io
from collections.abc import AsyncIterator, Iterator
from zipfile import BadZipFile, ZipFile

import httpx
import pytest
from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from dev.stack.serving import Server
from lib.ports.failures import UnavailableError
from lib.usecases.zip_files import TextFile, zipped
from lib.web.create_app import create_app
from lib.web.downloads import CsvDownload, ZipDownload

router = APIRouter(prefix="/api/example")


async def lines(*, fail: bool) -> AsyncIterator[str]:
    yield "name\r\nAAPL\r\n"
    await asyncio.sleep(0.01)
    if fail:
        raise UnavailableError("The database cannot be reached just now.")
    yield "F\r\n"


@router.get("/list", response_class=StreamingResponse)
async def whole_list(*, fail: bool) -> StreamingResponse:
    """Send a list that may break off."""
    return CsvDownload("closings", lines(fail=fail))


@router.get("/archive", response_class=StreamingResponse)
async def archive(*, fail: bool) -> StreamingResponse:
    """Send an archive that may break off."""
    return ZipDownload("everything", zipped([TextFile("a.csv", lines(fail=fail))]))


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = Server().serve(create_app(router))
    yield f"{server.url}/api/example"
    server.stop()


class TestADownload:
    def test_is_a_file_to_keep_sent_in_chunks(self, address: str) -> None:
        answer = httpx.get(f"{address}/list?fail=false")

        assert answer.text == "name\r\nAAPL\r\nF\r\n"
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert answer.headers["content-disposition"] == 'attachment; filename="closings.csv"'
        assert answer.headers["transfer-encoding"] == "chunked"
        assert answer.headers["cache-control"] == "no-store"

    def test_that_breaks_off_is_an_error_to_whoever_reads_it(self, address: str) -> None:
        received = bytearray()

        with pytest.raises(httpx.RemoteProtocolError, match="incomplete chunked read"):
            read(f"{address}/list?fail=true", received)

        assert received == b"name\r\nAAPL\r\n"

    def test_of_an_archive_that_breaks_off_is_no_archive_either(self, address: str) -> None:
        received = bytearray()

        with pytest.raises(httpx.RemoteProtocolError, match="incomplete chunked read"):
            read(f"{address}/archive?fail=true", received)

        with pytest.raises(BadZipFile):
            ZipFile(io.BytesIO(received))

    def test_of_an_archive_opens(self, address: str) -> None:
        answer = httpx.get(f"{address}/archive?fail=false")

        assert answer.headers["content-type"] == "application/zip"
        assert ZipFile(io.BytesIO(answer.content)).read("a.csv") == b"name\r\nAAPL\r\nF\r\n"


def read(url: str, received: bytearray) -> None:
    with httpx.stream("GET", url) as answer:
        for part in answer.iter_bytes():
            received += part
