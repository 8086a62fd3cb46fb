"""The twelve import contracts hold, and each would notice a trespass planted in a copy of the code."""

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.architecture.repository import PYTHON, ROOT, files, function_files, module_name, text

TRESPASSES = {
    1: {"lib/domain/errors.py": "import lib.ports"},
    2: {"lib/domain/unranked_planted.py": ""},
    3: {"lib/domain/errors.py": "import os"},
    4: {"lib/usecases/planted.py": "import httpx"},
    5: {"api/jobs/books.py": "import api.pnl"},
    6: {"lib/gateways/planted.py": "", "lib/gateways/other_planted.py": "import lib.gateways.planted"},
    7: {"lib/wiring/planted.py": "import lib.gateways.supabase.service_tables"},
    8: {"api/planted.py": "import lib.wiring.as_service"},
    9: {"lib/web/planted.py": "import dev"},
    10: {"dev/standins/planted.py": "import lib.ports"},
    11: {"lib/web/planted.py": "import lib.web.other_planted", "lib/web/other_planted.py": "import lib.web.planted"},
    12: {"api/planted.py": "import lib.gateways.supabase"},
}


class TestImportContracts:
    def test_are_twelve_and_all_kept(self) -> None:
        kept, broken = verdicts(ROOT)

        assert kept == set(range(1, 13))
        assert broken == set()

    def test_name_every_function_as_standing_alone(self) -> None:
        contracts = tomllib.loads(text(Path("pyproject.toml")))["tool"]["importlinter"]["contracts"]

        assert contracts[4]["modules"] == [module_name(path) for path in function_files()]

    @pytest.mark.parametrize("contract", TRESPASSES)
    def test_notice_a_trespass_against_contract(self, contract: int, tmp_path: Path) -> None:
        for path in files("api/*.py", "lib/*.py", "dev/*.py", "tests/__init__.py", "pyproject.toml"):
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / path, tmp_path / path)
        for name, trespass in TRESPASSES[contract].items():
            with (tmp_path / name).open("a", encoding="utf-8") as planted:
                planted.write(f"\n{trespass}\n")

        _, broken = verdicts(tmp_path)

        assert contract in broken


def verdicts(folder: Path) -> tuple[set[int], set[int]]:
    """Return the numbers of the contracts that are kept and of those that are broken in a folder."""
    lint = subprocess.run(
        [PYTHON.parent / "lint-imports", "--no-cache", "--no-logo"],
        cwd=folder,
        env={**os.environ, "COLUMNS": "400"},
        capture_output=True,
        text=True,
        check=False,
    )
    by_verdict = {
        verdict: {int(number) for number in re.findall(rf"^(\d+) .* {verdict}\b", lint.stdout, re.MULTILINE)}
        for verdict in ("KEPT", "BROKEN")
    }
    assert by_verdict["KEPT"] | by_verdict["BROKEN"], lint.stdout + lint.stderr
    return by_verdict["KEPT"], by_verdict["BROKEN"]
