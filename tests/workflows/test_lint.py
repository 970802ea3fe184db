"""What the linters and scanners of `make check` see, and that they would see something."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

BIN = f"{sys.prefix}/bin"

WRONG = """\
on: push
jobs:
  one:
    runs-on: ubuntu-24.04
    steps:
      - run: echo ${{ unknown }}
"""


@pytest.fixture(scope="module")
def actionlint(root: Path) -> str:
    script = root / "tests" / "workflows" / "build.sh"
    built = subprocess.run(["bash", str(script)], check=False, capture_output=True, text=True)
    if built.returncode != 0:
        message = f"actionlint can't be built: {built.stderr}"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return built.stdout.strip()


def test_actionlint_has_nothing_to_say(actionlint: str, root: Path) -> None:
    done = subprocess.run(
        [actionlint, "-no-color"], cwd=root, check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_actionlint_would_say_something(actionlint: str, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(WRONG)
    done = subprocess.run([actionlint, str(wrong)], check=False, capture_output=True, text=True)
    assert (done.returncode, 'undefined variable "unknown"' in done.stdout) == (1, True)


@pytest.mark.parametrize(("ci", "code"), [("", 0), ("true", 1)])
def test_without_actionlint_one_line_says_so_and_ci_fails(
    root: Path, tmp_path: Path, ci: str, code: int
) -> None:
    (tmp_path / "cache").write_text("no folder, so nothing can be built into it")
    environment = {**os.environ, "CI": ci, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    done = subprocess.run(
        ["bash", "tests/workflows/lint.sh"],
        cwd=root,
        check=False,
        capture_output=True,
        text=True,
        env=environment,
    )
    told = done.stderr.splitlines()
    assert (done.returncode, len(told)) == (code, 1)
    assert told[0].startswith("actionlint can't be built, so the workflows were not linted: ")


def test_zizmor_finds_an_action_that_is_not_pinned(root: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(WRONG.replace("run: echo ${{ unknown }}", "uses: a/b@v1"))
    done = _judged("zizmor", "--offline", "--config", root / ".github" / "zizmor.yml", wrong)
    assert (done.returncode, "unpinned-uses" in done.stdout) == (14, True)


def test_bandit_finds_what_only_it_looks_for(root: Path, tmp_path: Path) -> None:
    (tmp_path / "wrong.py").write_text("import tarfile\ntarfile.open('a.tar').extractall()\n")
    done = _judged("bandit", "--quiet", "--configfile", root / "pyproject.toml", "-r", tmp_path)
    assert (done.returncode, "B202" in done.stdout) == (1, True)


def _judged(tool: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [f"{BIN}/{tool}", *map(str, arguments)]
    return subprocess.run(command, check=False, capture_output=True, text=True)
