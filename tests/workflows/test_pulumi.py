"""What runs after a deployment."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.deployed_system import deployed_system

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from tests.workflows.conftest import Runner, Workflow


@pytest.fixture
def outputs() -> Iterator[dict[str, str]]:
    """What the stack of a deployed system gives out."""
    with deployed_system() as found:
        yield found


@pytest.fixture
def smoke(
    workflows: dict[str, Workflow], find_step: Callable[..., dict[str, Any]]
) -> dict[str, Any]:
    return find_step(workflows["pulumi"], "Smoke test")


def test_the_smoke_test_takes_the_outputs_of_the_stack_and_shows_no_key(
    runner: Runner, smoke: dict[str, Any], outputs: dict[str, str]
) -> None:
    (runner.folder / "outputs.json").write_text(json.dumps(outputs))
    calls = runner.tool("pulumi", 'echo "$*" >> "$calls"; cat outputs.json\n')
    done = runner.run(smoke, STACK="prod")
    assert (done.returncode, done.stderr) == (0, "")
    assert [line[:2] for line in done.stdout.splitlines()] == ["ok"] * 6
    assert outputs["subscription_key"] not in done.stdout
    assert calls.read_text() == "stack output --json --show-secrets --stack prod\n"


def test_a_stack_that_cannot_be_read_fails_the_job(runner: Runner, smoke: dict[str, Any]) -> None:
    runner.tool("pulumi", "exit 255\n")
    assert runner.run(smoke, STACK="prod").returncode != 0


def test_it_runs_after_an_update_and_after_nothing_else(smoke: dict[str, Any]) -> None:
    assert smoke["if"] == "inputs.command == 'up'"


def test_what_azure_ignores_at_first_is_set_once_the_system_answers(
    runner: Runner, workflows: dict[str, Workflow], find_step: Callable[..., dict[str, Any]]
) -> None:
    names = [step.get("name") for step in workflows["pulumi"].steps]
    assert names.index("Maintenance window") == names.index("Smoke test") + 1
    step = find_step(workflows["pulumi"], "Maintenance window")
    assert step["if"] == "inputs.command == 'up'"
    calls = runner.tool("pulumi", 'echo "$*" >> "$calls"; echo "{}"\n')
    done = runner.run(step, STACK="prod")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert calls.read_text() == "stack export --stack prod\n"


def test_drift_of_app_settings_is_looked_for_where_a_refresh_is(
    runner: Runner, workflows: dict[str, Workflow], find_step: Callable[..., dict[str, Any]]
) -> None:
    step = find_step(workflows["pulumi"], "App settings")
    assert step["if"] == "${{ !cancelled() && inputs.drift }}"
    calls = runner.tool("pulumi", 'echo "$*" >> "$calls"; echo "{}"\n')
    done = runner.run(step, STACK="prod")
    assert (done.returncode, done.stderr) == (0, "")
    assert calls.read_text() == "stack export --stack prod --show-secrets\n"


def test_the_engine_is_the_one_that_the_packages_are_for(
    workflows: dict[str, Workflow],
) -> None:
    from importlib.metadata import version  # noqa: PLC0415

    [used] = [
        step["with"]
        for step in workflows["pulumi"].steps
        if step.get("uses", "").startswith("pulumi/actions@")
    ]
    assert used["pulumi-version"] == version("pulumi")


def test_the_smoke_test_has_a_login_that_is_still_good(
    workflows: dict[str, Workflow], smoke: dict[str, Any]
) -> None:
    steps = workflows["pulumi"].steps
    first, second = [one for one in steps if one.get("uses", "").startswith("azure/login@")]
    assert steps.index(second) == steps.index(smoke) - 1
    assert second == {**first, "if": smoke["if"]}
