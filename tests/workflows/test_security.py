"""The audits, as their jobs make them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from tests.workflows.conftest import Runner, Workflow

LOCKS = ["function_app/requirements.txt", "tests/requirements.txt"]


@pytest.mark.parametrize(("weak", "code"), [("none", 0), (LOCKS[0], 1), (LOCKS[1], 1)])
def test_every_lock_is_audited_and_a_weak_one_fails_the_job(
    runner: Runner,
    workflows: dict[str, Workflow],
    find_step: Callable[..., dict[str, Any]],
    weak: str,
    code: int,
) -> None:
    for lock in ("requirements.txt", *LOCKS):
        (runner.folder / lock).parent.mkdir(exist_ok=True)
        (runner.folder / lock).touch()
    calls = tool(runner, f'echo "${{@: -1}}" >> "$calls"; [ "${{@: -1}}" != {weak} ]\n')
    done = runner.run(find_step(workflows["security"], "Audit"))
    assert (done.returncode, done.stderr) == (code, "")
    audited = calls.read_text().splitlines()
    assert audited == ["requirements.txt", *LOCKS][: len(audited)]
    assert audited[-1] == (LOCKS[-1] if weak == "none" else weak)


def tool(runner: Runner, script: str) -> Path:
    """Puts a tool of that text where the virtual environment has pip-audit."""
    calls = runner.tool("pip-audit", script)
    (runner.folder / ".venv").unlink()  # the real one, which stays as it is
    folder = runner.folder / ".venv" / "bin"
    folder.mkdir(parents=True)
    (folder / "pip-audit").symlink_to(runner.folder / "bin" / "pip-audit")
    return calls
