"""The program, evaluated in a child process."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

import pytest

from gatehouse.errors import LocalError
from gatehouse.program.child import evaluate

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Puts another `gatehouse.program.evaluate` in the place of the real one."""
    package = tmp_path / "gatehouse" / "program"
    package.mkdir(parents=True)
    for folder in (package.parent, package):  # a folder without one gives way to the real package
        (folder / "__init__.py").touch()
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return package / "evaluate.py"


async def test_the_graph_comes_from_the_stack_and_the_kept_seed(
    child: Path, tmp_path: Path
) -> None:
    child.write_text(
        "import json, sys\n"
        "assert sys.argv[1:3] == ['--stack', 'dev'], sys.argv\n"
        f"assert sys.argv[3:] == ['--seed-file', {str(tmp_path / 'seed')!r}], sys.argv\n"
        "print(json.dumps({'resources': [], 'stack_outputs': {'gateway_url': 'x'},"
        " 'answers': {}}))\n"
    )
    graph = await evaluate("dev", tmp_path)
    assert graph.stack_outputs == {"gateway_url": "x"}


async def test_a_program_that_fails_speaks_for_itself(child: Path, tmp_path: Path) -> None:
    child.write_text("import sys; sys.exit('gatehouse:apimSku is wrong')")
    with pytest.raises(LocalError, match="gatehouse:apimSku is wrong"):
        await evaluate("dev", tmp_path)


async def test_a_program_that_dies_silently_is_told_by_its_exit_code(
    child: Path, tmp_path: Path
) -> None:
    child.write_text("import os; os._exit(7)")
    with pytest.raises(LocalError, match="exit code 7"):
        await evaluate("dev", tmp_path)


async def test_a_cancelled_evaluation_leaves_no_process(child: Path, tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    child.write_text(
        f"import os, pathlib, time; pathlib.Path({str(pid_file)!r}).write_text(str(os.getpid()))\n"
        "time.sleep(60)\n"
    )
    evaluating = asyncio.create_task(evaluate("dev", tmp_path))
    while not pid_file.exists() or not pid_file.read_text():
        await asyncio.sleep(0.01)
    evaluating.cancel()
    with pytest.raises(asyncio.CancelledError):
        await evaluating
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid_file.read_text()), 0)
