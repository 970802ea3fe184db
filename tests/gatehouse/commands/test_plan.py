"""The command for people."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from gatehouse.commands.plan import run
from gatehouse.options import parse
from gatehouse.planning.report import Plan, ResourceChange, StackPlan

if TYPE_CHECKING:
    from pathlib import Path

CHANGED = ResourceChange(mark="+", place="Site", name="one")
PLAN = Plan(base="main", currency="USD", stacks=(StackPlan(stack="dev", changes=(CHANGED,)),))


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    file = tmp_path / "plan.json"
    file.write_text(PLAN.to_json())
    return file


@pytest.mark.parametrize(
    ("format_", "start"),
    [("text", "This folder against main\n"), ("markdown", "<!-- gatehouse plan -->\n")],
)
def test_a_kept_plan_is_told_as_asked(
    kept: Path, capsys: pytest.CaptureFixture[str], format_: str, start: str
) -> None:
    assert run(parse(["plan", "--kept", str(kept), "--format", format_])) == 0
    assert capsys.readouterr().out.startswith(start)


def test_a_plan_can_be_kept(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(parse(["plan", "--kept", str(kept), "--format", "json"]))
    assert Plan.from_json(capsys.readouterr().out) == PLAN


@pytest.mark.parametrize(("no_colour", "coloured"), [("", True), ("1", False)])
def test_a_terminal_gets_colours_unless_the_person_wants_none(
    kept: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    no_colour: str,
    coloured: bool,  # noqa: FBT001 - a case
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("NO_COLOR", no_colour)
    run(parse(["plan", "--kept", str(kept)]))
    assert ("\x1b[32m" in capsys.readouterr().out) is coloured


def test_the_working_folder_is_compared_with_the_base(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(parse(["plan", "--base", "main", "--stack", "dev"])) == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        "",
        "dev: no changes; about 0.00 USD a month; no security findings",
    ]
    assert repository.exists()
