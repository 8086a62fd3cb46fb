"""Where mails land instead of leaving: one JSON file each, rendered from the project's own templates."""

import json
import tomllib
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import time_ns


@dataclass(frozen=True)
class Mail:
    """One mail as its reader would get it, and the token its link carries."""

    to: str
    type: str
    subject: str
    html: str
    token_hash: str
    sent_at: str


class Outbox:
    """Mails of one project; templates and subjects are those of supabase/config.toml."""

    def __init__(self, folder: Path, config: Path, site_url: str) -> None:
        self.folder = folder
        self._site_url = site_url
        self._root = config.parent.parent
        self._templates = tomllib.loads(config.read_text())["auth"]["email"]["template"]
        folder.mkdir(parents=True, exist_ok=True)

    def send(self, *, to: str, kind: str, template: str, token: str, token_hash: str) -> None:
        """Render one mail and keep it; `kind` is GoTrue's verification type."""
        entry = self._templates[template]
        html = (self._root / entry["content_path"]).read_text()
        variables = {"SiteURL": self._site_url, "TokenHash": token_hash, "Token": token, "Email": to}
        for name, value in variables.items():
            html = html.replace("{{ ." + name + " }}", value)
        self.keep(to=to, kind=kind, subject=entry["subject"], html=html, token_hash=token_hash)

    def keep(self, *, to: str, kind: str, subject: str, html: str, token_hash: str = "") -> None:
        """Keep one mail that somebody wrote; only the project's own carry a token."""
        mail = Mail(to, kind, subject, html, token_hash, datetime.now(UTC).isoformat())
        (self.folder / f"{time_ns():020d}.json").write_text(json.dumps(asdict(mail)))

    def mails(self, to: str | None = None) -> list[Mail]:
        """Return the mails, the latest first; `to` narrows to one address."""
        return read_mails(self.folder, to)


def read_mails(folder: Path, to: str | None = None) -> list[Mail]:
    """Return the mails that landed in a folder, the latest first; `to` narrows to one address."""
    mails = (Mail(**json.loads(file.read_text())) for file in sorted(folder.glob("*.json"), reverse=True))
    return [mail for mail in mails if to is None or mail.to == to]
