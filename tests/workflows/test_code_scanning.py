"""The findings of our own rules, as their job hands them on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from tests.workflows.conftest import Runner, Workflow


@pytest.mark.parametrize(
    ("tool", "code"),
    [
        ("echo '{}'", 0),
        ("echo '{}'; exit 1", 0),
        ("exit 1", 1),
    ],
)
def test_findings_are_handed_on_and_a_program_that_fails_fails_the_job(
    runner: Runner,
    workflows: dict[str, Workflow],
    find_step: Callable[..., dict[str, Any]],
    tool: str,
    code: int,
) -> None:
    calls = runner.tool("gatehouse", f'echo "$*" >> "$calls"; {tool}\n')
    step = find_step(workflows["code-scanning"], "Judge")
    stand_in = step["run"].replace(".venv/bin/gatehouse", str(runner.folder / "bin" / "gatehouse"))
    assert runner.run({"run": stand_in}).returncode == code
    assert calls.read_text() == "check --format sarif\n"
