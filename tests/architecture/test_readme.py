"""
What README.md says is where, is there.

Its tree is the code block whose first line is `api/`: a line is a path, indented two spaces below its folder, then a
space and what it is for.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.repository import ROOT, files, text

TREE = re.compile(r"^```\w*\n(api/.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
BRANCH = re.compile(r"( *)(\S+)")


class TestReadme:
    def test_has_a_tree_whose_every_path_exists(self) -> None:
        assert [path for path in tree() if not (ROOT / path).exists()] == []

    def test_has_every_folder_in_its_tree(self) -> None:
        folders = {path.parts[0] for path in files() if len(path.parts) > 1 and not path.parts[0].startswith(".")}

        assert folders - {path.split("/")[0] for path in tree()} == set()

    def test_links_to_what_exists(self) -> None:
        for page in files("*.md"):
            assert [link for link in LINK.findall(text(page)) if not (ROOT / page.parent / link).exists()] == [], page


def tree() -> Iterator[str]:
    """Yield every path of the tree, from the root of the repository."""
    block = TREE.search(text(Path("README.md")))
    assert block is not None, "README.md has no code block that begins with api/"
    folders: list[str] = []
    for line in block[1].splitlines():
        branch = BRANCH.match(line)
        assert branch is not None, f"not a path: {line!r}"
        del folders[len(branch[1]) // 2 :]
        folders.append(branch[2])
        yield "".join(folders)
