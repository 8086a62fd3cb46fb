"""The browser's types are what the functions describe today."""

import subprocess
from pathlib import Path

from tests.architecture.repository import ROOT, text

SCHEMA = Path("src/backend/schema.d.ts")


class TestSchema:
    def test_equals_a_fresh_one(self, tmp_path: Path) -> None:
        fresh = tmp_path / "schema.d.ts"

        subprocess.run([ROOT / "tools/schema", fresh], check=True)

        assert fresh.read_text(encoding="utf-8") == text(SCHEMA), "run `make schema` and commit what it writes"
