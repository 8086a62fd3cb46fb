"""Nothing in the repository knows a machine, a registry or a secret."""

import re
import subprocess
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.architecture.repository import PYTHON, files, text

# A bracket in a pattern keeps it from finding itself.
MACHINE_PATHS = re.compile(r"""(?<![\w.~$}/-])/(?:wor[k]|roo[t]|hom[e]/\w+|User[s]/\w+)(?:/|(?=["'`\s]))""")
REGISTRIES = re.compile(r"pypi\.or[g]|pythonhosted\.or[g]|registry\.npmj[s]|registry\.yarnpk[g]|deb\.debia[n]\.org")
SECRETS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KE[Y]-----\s*\w"
    r"|\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}"  # a signed JWT
    r"|\b(?:sb_secret|sk_live|sk_test|rk_live|whsec|ghp|github_pat|npm|xox[bp])_\w{20,}"
    r"|\bAKIA[0-9A-Z]{16}\b"
    r"|\bsig_[A-Za-z0-9]{24,}"
)
NOT_TEXT = {".png", ".ico", ".woff2", ".gz", ".xlsx", ".pdf"}


class TestTrackedFiles:
    def test_name_no_path_of_one_machine(self) -> None:
        assert list(lines_with(MACHINE_PATHS)) == []

    def test_name_no_package_registry(self) -> None:
        hosts = "|".join(re.escape(host) for host in registries_in_use())
        assert list(lines_with(re.compile(f"{REGISTRIES.pattern}|{hosts}" if hosts else REGISTRIES.pattern))) == []

    def test_hold_no_secret(self) -> None:
        assert list(lines_with(SECRETS)) == []

    def test_include_no_environment_file_but_the_example(self) -> None:
        assert [str(path) for path in files(".env*", "*/.env*")] == [".env.example"]

    @pytest.mark.parametrize(
        "leak",
        ["sb_secret_" + "a" * 24, "-----BEGIN EC PRIVATE KEY" + "-----\nMHcC", ".".join(["eyJ" + "a" * 24] * 3)],
    )
    def test_would_be_caught_holding(self, leak: str) -> None:
        assert SECRETS.search(leak)

    @pytest.mark.parametrize("leak", ["open('/ro" + "ot/x')", "cd /ho" + "me/ann/src", "see /wo" + "rk/main"])
    def test_would_be_caught_naming(self, leak: str) -> None:
        assert MACHINE_PATHS.search(leak)


def lines_with(pattern: re.Pattern[str]) -> Iterator[str]:
    """Yield where a pattern is found, without repeating what was found (it may be a secret)."""
    for path in files():
        if path.suffix in NOT_TEXT:
            continue
        content = text(path)
        for match in pattern.finditer(content):
            yield f"{path}:{content.count(chr(10), 0, match.start()) + 1}"


def registries_in_use() -> set[str]:
    """Return the hosts that this machine's package clients are set up to use."""
    commands = [
        [str(PYTHON), "-m", "pip", "config", "get", "global.index-url"],
        ["npm", "config", "get", "registry"],
    ]
    answers = (subprocess.run(command, capture_output=True, text=True, check=False).stdout for command in commands)
    return {host for answer in answers if (host := urlsplit(answer.strip()).hostname)}
