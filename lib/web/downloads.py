"""Answers that are files, sent as they come: an answer that is held back until it is whole is limited to 4.5 MB."""

from collections.abc import AsyncIterator
from typing import Any

from fastapi.responses import StreamingResponse

Responses = dict[int | str, dict[str, Any]]

CSV: Responses = {
    200: {
        "content": {"text/csv": {"schema": {"type": "string"}}},
        "description": "All lines that the filters leave. A file that breaks off ends with a broken connection.",
    }
}
ZIP: Responses = {
    200: {
        "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}},
        "description": "CSV files. A file that breaks off ends with a broken connection, and is no archive.",
    }
}


class CsvDownload(StreamingResponse):
    """A CSV file to keep."""

    def __init__(self, name: str, text: AsyncIterator[str]) -> None:
        """Send `text` as `name`.csv."""
        headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
        super().__init__(text, media_type="text/csv; charset=utf-8", headers=headers)


class ZipDownload(StreamingResponse):
    """An archive to keep."""

    def __init__(self, name: str, data: AsyncIterator[bytes]) -> None:
        """Send `data` as `name`.zip."""
        headers = {"Content-Disposition": f'attachment; filename="{name}.zip"'}
        super().__init__(data, media_type="application/zip", headers=headers)
