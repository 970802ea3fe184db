"""Words that may get lost, and what goes on all the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gatehouse.laptop.speech import open_streams, say

if TYPE_CHECKING:
    from typing import TextIO

ROOT = Path(__file__).parents[3]
SPEAKER = "import sys; from gatehouse.laptop.speech import *; open_streams(); "
"""A process of its own: its streams are changed, and what Python does at its end is looked at."""


def spoken(code: str, redirected: str = "", encoding: str = "utf-8") -> tuple[int, str, str]:
    """Runs the code in a shell; returns exit code, output and errors."""
    done = subprocess.run(
        ["sh", "-c", f'exec "$0" -c "$1" {redirected}', sys.executable, SPEAKER + code],
        cwd=ROOT,
        env={"PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
        text=True,
    )
    return done.returncode, done.stdout, done.stderr


def test_what_is_said_is_read_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    say("now")
    say("wrong", sys.stderr)
    assert capsys.readouterr() == ("now\n", "wrong\n")


@pytest.mark.parametrize(
    ("encoding", "read"),
    [("utf-8", "stopping …\n"), ("latin-1", "stopping ?\n"), ("ascii", "stopping ?\n")],
)
@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_letters_that_are_not_known_are_replaced(encoding: str, read: str, stream: str) -> None:
    code, *said = spoken(f"say('stopping …', sys.{stream})", encoding=encoding)
    assert (code, "".join(said)) == (0, read)


@pytest.mark.parametrize("redirected", [">&-", "2>&-", ">&- 2>&-", "> /dev/full", "2> /dev/full"])
def test_streams_that_take_nothing_stop_nobody(redirected: str) -> None:
    both = "say('one'); say('two', sys.stderr); say('three')"
    code, output, errors = spoken(f"{both}; sys.exit(7)", redirected)
    assert code == 7
    assert output in ("", "one\nthree\n")
    assert errors in ("", "two\n")


def test_a_reader_who_is_gone_stops_nobody() -> None:
    code = f"{SPEAKER}input(); say('one'); say('two', sys.stderr); sys.exit(7)"
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert process.stdout is not None
    process.stdout.close()
    process.communicate(b"\n")
    assert process.returncode == 7


class Gone:
    """A stream whose reader is gone."""

    def write(self, _: str) -> int:
        raise BrokenPipeError

    def fileno(self) -> int:
        raise ValueError("closed")


def test_a_stream_without_a_file_stops_nobody() -> None:
    gone: TextIO = Gone()  # type: ignore[assignment]
    say("one", gone)


def test_a_stream_that_was_closed_leads_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    open_streams()
    with sys.stdout as nowhere:
        assert nowhere.name == "/dev/null"
        say("one")
