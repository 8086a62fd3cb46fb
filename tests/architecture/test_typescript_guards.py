"""TypeScript is as strict as the house wants, and its layers would notice a trespass planted in a copy of the code."""

import json
import shutil
import subprocess
from pathlib import Path

from tests.architecture.repository import ROOT, files, text

TRESPASSES = {
    "src/shared/planted.ts": 'export { Planted } from "@/ui/planted";\n',
    "src/ui/planted.ts": 'import "@/features/one/planted";\nexport const Planted = 1;\n',
    "src/backend/planted.ts": 'import "@/ui/planted";\n',
    "src/features/one/planted.ts": 'import "@/features/two/planted";\n',
    "src/features/two/planted.ts": 'import "@/app/planted";\n',
    "src/app/planted.ts": 'import "@/features/one/planted";\nimport "@/shared/planted";\n',
}
WITHIN_THE_RULES = {"src/app/planted.ts"}


class TestTypeScript:
    def test_is_strict(self) -> None:
        options = json.loads(text(Path("tsconfig.json")))["compilerOptions"]

        assert options["strict"] is True
        assert options["noUncheckedIndexedAccess"] is True

    def test_notices_every_import_against_the_layers(self, tmp_path: Path) -> None:
        plant(tmp_path)

        reports = eslint(tmp_path, *TRESPASSES)

        assert {
            name for name, rules in reports.items() if "import/no-restricted-paths" in rules
        } == TRESPASSES.keys() - WITHIN_THE_RULES


def plant(copy: Path) -> None:
    for path in files("src/*", "*.json", "*.mjs", "*.ts"):
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, copy / path)
    for name, trespass in TRESPASSES.items():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_text(trespass)
    (copy / "node_modules").symlink_to(ROOT / "node_modules")


def eslint(folder: Path, *names: str) -> dict[str, set[str]]:
    """Return the rules that each file of a folder breaks."""
    run = subprocess.run(
        ["node_modules/.bin/eslint", "--format", "json", *names],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout, run.stderr
    return {
        str(Path(report["filePath"]).relative_to(folder)): {message["ruleId"] for message in report["messages"]}
        for report in json.loads(run.stdout)
    }
