"""The comment below a pull request, as its job makes it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from gatehouse.planning.report import Plan, StackPlan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from tests.workflows.conftest import Runner, Workflow

GH = """\
echo "$*" >> "$calls"
case "$*" in
"run download "*)
  [ -e kept.json ] || exit 1
  mkdir -p "$RUNNER_TEMP/plan"
  cp kept.json "$RUNNER_TEMP/plan/plan.json" ;;
*"/pulls "*) cat pulls ;;
*"/comments --jq "*) cat comments ;;
*body=@*) cp "${@: -1:1}" sent 2>/dev/null || { last="${@: -1:1}"; cp "${last#body=@}" sent; } ;;
esac
"""
EVENT = {"RUN_ID": "77", "HEAD": "stranger:$(touch broken)", "HEAD_SHA": "a" * 40}
PLAN = Plan(base="main", currency="USD", stacks=(StackPlan(stack="dev"),))


@pytest.fixture
def comment(
    runner: Runner, workflows: dict[str, Workflow], find_step: Callable[..., dict[str, Any]]
) -> Callable[..., list[str]]:
    """Runs the step with what GitHub has; returns the calls of `gh`."""

    def run(plan: str, *, pulls: str, comments: str = "") -> list[str]:
        calls = runner.tool("gh", GH)
        # The runner's own Python, which has no packages.
        runner.tool("python3", f'exec {sys.executable} -S "$@"\n')
        for name, content in {"kept.json": plan, "pulls": pulls, "comments": comments}.items():
            if content or name != "kept.json":
                (runner.folder / name).write_text(content)
        done = runner.run(find_step(workflows["plan-comment"], "Comment"), **EVENT)
        assert (done.returncode, done.stderr) == (0, "")
        return calls.read_text().splitlines()

    return run


def test_a_first_plan_is_a_new_comment(comment: Callable[..., list[str]], runner: Runner) -> None:
    calls = comment(PLAN.to_json(), pulls="5\n")
    assert calls[-1] == (
        "api --silent --method POST repos/owner/gatehouse/issues/5/comments "
        f"-F body=@{runner.folder}/comment.md"
    )
    assert (runner.folder / "sent").read_text().startswith("<!-- gatehouse plan -->\n")


def test_the_next_one_takes_its_place(comment: Callable[..., list[str]]) -> None:
    calls = comment(PLAN.to_json(), pulls="5\n", comments="123\n456\n")
    assert calls[-1].startswith(
        "api --silent --method PATCH repos/owner/gatehouse/issues/comments/456 "
    )


def test_the_pull_request_is_found_by_the_event_and_its_commit(
    comment: Callable[..., list[str]], runner: Runner
) -> None:
    calls = comment(PLAN.to_json(), pulls="")
    assert "-f head=stranger:$(touch broken) --jq" in calls[1]
    assert f'select(.head.sha == "{"a" * 40}")' in calls[1]
    assert len(calls) == 2
    assert not (runner.folder / "broken").exists()


def test_without_a_plan_nothing_is_said(comment: Callable[..., list[str]]) -> None:
    assert len(comment("", pulls="5\n")) == 1


def test_what_is_no_plan_is_no_comment(
    runner: Runner, workflows: dict[str, Workflow], find_step: Callable[..., dict[str, Any]]
) -> None:
    calls = runner.tool("gh", GH)
    (runner.folder / "kept.json").write_text('{"base": "<script>"}')
    done = runner.run(find_step(workflows["plan-comment"], "Comment"), **EVENT)
    assert done.returncode == 1
    assert "this is no plan" in done.stderr
    assert len(calls.read_text().splitlines()) == 1


def test_the_marker_that_is_looked_for_is_the_one_that_is_written(
    root: Path, workflows: dict[str, Workflow], find_step: Callable[..., dict[str, Any]]
) -> None:
    from gatehouse.planning.markdown import MARKER  # noqa: PLC0415

    assert f'startswith("{MARKER}")' in find_step(workflows["plan-comment"], "Comment")["run"]
    assert root.exists()
