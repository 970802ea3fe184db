"""Running the Pulumi CLI."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from gatehouse.deploying.pulumi_cli import answer, run, run_and_read
from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.gatehouse.conftest import Tool

FROM_HERE = """\
import sys
from gatehouse.deploying.pulumi_cli import run, run_and_read
print(run(sys.argv[1:]))
"""
ENDS_IN_ORDER = "trap 'echo saved; exit 5' INT; touch started; while :; do sleep 0.01; done"


def test_the_exit_code_is_that_of_the_command(pulumi: Tool) -> None:
    pulumi.answer("up", code=7)
    assert run(["pulumi", "up"]) == 7


def test_what_is_read_is_shown_as_well(pulumi: Tool, capfd: pytest.CaptureFixture[str]) -> None:
    pulumi.answer("destroy --color never", "one\n", err="two\n", code=3)
    code, said = run_and_read(["pulumi", "destroy"])
    assert (code, sorted(said.splitlines())) == (3, ["one", "two"])
    assert capfd.readouterr().out == said


def test_a_person_sees_colours(pulumi: Tool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    pulumi.answer("destroy --color always", "red\n")
    assert run_and_read(["pulumi", "destroy"]) == (0, "red\n")


def test_an_answer_is_not_shown(pulumi: Tool, capfd: pytest.CaptureFixture[str]) -> None:
    pulumi.answer("stack output", "secret\n")
    assert answer(["pulumi", "stack", "output"]) == "secret\n"
    assert capfd.readouterr() == ("", "")


def test_a_command_that_fails_is_told_in_its_own_words(pulumi: Tool) -> None:
    pulumi.answer("stack output", err="error: not here\n", code=1)
    with pytest.raises(LocalError, match="`pulumi stack output` failed: error: not here"):
        answer(["pulumi", "stack", "output"])


def test_an_interrupt_lets_the_engine_save_its_state(root: Path, tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", FROM_HERE, "bash", "-c", ENDS_IN_ORDER],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    deadline = time.monotonic() + 20
    while not (tmp_path / "started").exists():
        assert time.monotonic() < deadline
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does it
    out, _ = process.communicate(timeout=20)
    assert (process.returncode, out) == (0, "saved\n5\n")
