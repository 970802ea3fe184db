"""The plan of a pull request, as its job makes it."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.git import git

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from tests.workflows.conftest import Runner, Workflow

PROGRAM = """\
import pulumi
from pulumi_random import RandomId
RandomId("suffix", byte_length=pulumi.Config().require_int("length"))
"""


@pytest.fixture
def merged(runner: Runner, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The checkout that GitHub makes: the merge of a pull request into its base branch."""
    for name in ("COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    folder = runner.folder
    (folder / "Pulumi.yaml").write_text("name: tiny\nruntime: python\n")
    (folder / "__main__.py").write_text(PROGRAM)
    (folder / "Pulumi.dev.yaml").write_text("config:\n  tiny:length: 4\n")
    git("init", "--quiet", "--initial-branch", "main")
    git("add", "Pulumi.yaml", "Pulumi.dev.yaml", "__main__.py")
    git("commit", "--quiet", "--message", "base")
    git("switch", "--quiet", "--create", "change")
    (folder / "Pulumi.dev.yaml").write_text("config:\n  tiny:length: 5\n")
    git("commit", "--quiet", "--all", "--message", "change")
    git("switch", "--quiet", "--detach", "main")
    git("merge", "--quiet", "--no-ff", "--message", "merge", "change")
    return folder


def test_the_plan_compares_with_the_base_and_is_in_the_summary_and_the_artifact(
    merged: Path,
    runner: Runner,
    workflows: dict[str, Workflow],
    find_step: Callable[..., dict[str, Any]],
) -> None:
    done = runner.run(find_step(workflows["ci"], "Plan"))
    assert (done.returncode, done.stderr) == (0, "")
    [stack] = json.loads((merged / "plan.json").read_text())["stacks"]
    [change] = stack["changes"]
    assert change["properties"] == [
        {"path": "byteLength", "before": "4", "after": "5", "lines": []}
    ]
    summary = (merged / "summary.md").read_text()
    assert "| `dev` | 0 | 1 | 0 |" in summary
    assert "!     byteLength  4 → 5" in summary


def test_a_program_that_fails_fails_the_job(
    merged: Path,
    runner: Runner,
    workflows: dict[str, Workflow],
    find_step: Callable[..., dict[str, Any]],
) -> None:
    (merged / "__main__.py").write_text("raise RuntimeError('not today')\n")
    done = runner.run(find_step(workflows["ci"], "Plan"))
    assert done.returncode == 1
    assert "RuntimeError: not today" in done.stderr


@pytest.mark.parametrize("workflow", ["ci", "pulumi"])
def test_set_up_makes_what_the_makefile_knows(
    root: Path,
    runner: Runner,
    workflows: dict[str, Workflow],
    find_step: Callable[..., dict[str, Any]],
    workflow: str,
) -> None:
    script = find_step(workflows[workflow], "Set up")["run"]
    dry_run = {"run": script.replace("make ", f"make --directory {root} --dry-run --always-make ")}
    done = runner.run(dry_run)
    assert (done.returncode, done.stderr) == (0, "")
    assert "tools/set_up.py .venv requirements.txt" in done.stdout


def test_the_jobs_side_by_side_are_the_parts_that_the_script_has(
    root: Path, workflows: dict[str, Workflow]
) -> None:
    *others, last = workflows["ci"].jobs["test"]["strategy"]["matrix"]["part"]
    command = ["bash", str(root / ".ci" / "run"), "no-such-part"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (
        2,
        f"'no-such-part' is no part; the parts are {', '.join(others)} and {last}\n",
    )
