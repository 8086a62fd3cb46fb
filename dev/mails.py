"""The outbox page: what would have been mailed, with links that work."""

import os
import re
from dataclasses import asdict
from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from dev.standins.outbox import Mail, read_mails

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Outbox</title>
<body style="font: 16px/1.5 system-ui, sans-serif; max-width: 40em; margin: 2em auto; padding: 0 1em">
<h1 style="font-size: 20px">Outbox</h1><p>Mails stay here instead of leaving this machine; the latest comes first.</p>
{mails}</body></html>"""
ENTRY = """<article style="border: 1px solid #d4d4d4; border-radius: 8px; padding: 0 16px; margin: 16px 0">
<p style="color: #595959">To {to}, {sent_at} UTC<br><strong>{subject}</strong></p>{body}</article>"""


async def page(request: Request) -> Response:
    """Show the mails as a page, or as JSON to who asks for that; `?to=` narrows to one address."""
    folder = os.environ.get("DEV_OUTBOX")
    if folder is None:
        return PlainTextResponse("There is no outbox: another Supabase sends the mails.", 404)
    mails = read_mails(Path(folder), request.query_params.get("to"))
    if "text/html" not in request.headers.get("accept", ""):
        return JSONResponse([asdict(mail) for mail in mails])
    shown = "".join(map(_entry, mails)) or "<p>No mail yet.</p>"
    return HTMLResponse(PAGE.format(mails=shown))


def _entry(mail: Mail) -> str:
    found = re.search(r"<body[^>]*>(.*)</body>", mail.html, re.DOTALL)
    body = found[1] if found else ""
    sent_at = mail.sent_at[:19].replace("T", " ")
    return ENTRY.format(to=escape(mail.to), sent_at=sent_at, subject=escape(mail.subject), body=body)
