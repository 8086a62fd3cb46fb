"""One process runs the stack of a home; however it ends, the next one can."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dev.running import NOTE, AlreadyRunningError, find, running

ROOT = Path(__file__).resolve().parents[2]
URL = "http://127.0.0.1:3000"
HOLD = """
import sys, time
from pathlib import Path
from dev.running import running

with running(Path(sys.argv[1]), "http://127.0.0.1:3000"):
    print("holding", flush=True)
    time.sleep(600)
"""


class TestRunning:
    def test_is_known_to_who_asks(self, tmp_path: Path) -> None:
        with running(tmp_path, URL):
            found = find(tmp_path)

        assert found is not None
        assert found.url == URL

    def test_is_for_one_at_a_time(self, tmp_path: Path) -> None:
        with (
            running(tmp_path, URL),
            pytest.raises(AlreadyRunningError, match=f"Already running at {URL}"),
            running(tmp_path, "http://127.0.0.1:3001"),
        ):
            pass

    def test_ends(self, tmp_path: Path) -> None:
        with running(tmp_path, URL):
            pass

        assert find(tmp_path) is None

    def test_ends_when_the_process_is_killed(self, tmp_path: Path) -> None:
        holder = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE)
        assert holder.stdout
        assert holder.stdout.readline() == b"holding\n"
        during = find(tmp_path)

        holder.send_signal(signal.SIGKILL)
        holder.wait()

        assert during is not None
        assert during.pid == holder.pid
        assert find(tmp_path) is None


class TestANoteThatWasLeftBehind:
    def test_is_not_believed_even_if_a_process_has_that_number_now(self, tmp_path: Path) -> None:
        (tmp_path / NOTE).write_text(json.dumps({"pid": 1, "url": URL}))

        assert find(tmp_path) is None
        with running(tmp_path, URL):
            assert find(tmp_path) is not None
