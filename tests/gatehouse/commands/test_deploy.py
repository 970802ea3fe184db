"""Deploying a stack: before the engine, the engine, and after it."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import gatehouse.commands.deploy
from gatehouse.commands.deploy import run
from gatehouse.errors import LocalError
from gatehouse.options import parse
from tests.deployed_system import deployed_system
from tests.gatehouse.commands.database_server import SERVER, WINDOW

if TYPE_CHECKING:
    from pathlib import Path

    from tests.gatehouse.conftest import Tool

DEPLOY = parse(["deploy", "--yes", "--seconds", "7"])
UP = "up --parallel=64 --stack dev --yes"
OUTPUT = "stack output --json --show-secrets --stack dev"


@pytest.fixture
def tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pulumi: Tool, az: Tool
) -> list[tuple[str, float]]:
    """A stack that can be deployed; what the smoke test was given."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "Pulumi.yaml").write_text("name: gatehouse\n")
    (tmp_path / "Pulumi.dev.yaml").touch()
    pulumi.answer(UP, "Resources: 90 created\n")
    pulumi.answer("stack export --stack dev", {"deployment": {"resources": [SERVER]}})
    az.answer("postgres flexible-server show", WINDOW)
    pulumi.answer(OUTPUT, {"subscription_key": "secret"})
    found: list[tuple[str, float]] = []

    def try_system(outputs: str, seconds: float) -> int:
        found.append((outputs, seconds))
        return 4

    monkeypatch.setattr(gatehouse.commands.deploy, "try_system", try_system)
    assert az.calls == []
    return found


def test_what_was_deployed_is_tried_with_its_outputs(
    pulumi: Tool, tried: list[tuple[str, float]], capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(DEPLOY) == 4
    assert tried == [(json.dumps({"subscription_key": "secret"}), 7)]
    assert "secret" not in capfd.readouterr().out
    assert [call for call in pulumi.calls if call in {UP, OUTPUT}] == [UP, OUTPUT]


def test_a_person_is_asked_unless_they_agree_beforehand(
    pulumi: Tool, tried: list[tuple[str, float]]
) -> None:
    pulumi.answer("up --parallel=64 --stack dev", code=1)
    assert run(parse(["deploy"])) == 1
    assert (pulumi.calls[-1], tried) == ("up --parallel=64 --stack dev", [])


def test_an_engine_that_fails_keeps_its_exit_code_and_nothing_is_tried(
    pulumi: Tool, tried: list[tuple[str, float]], capfd: pytest.CaptureFixture[str]
) -> None:
    pulumi.answer(UP, err="error: update failed\n", code=255)
    assert run(DEPLOY) == 255
    assert tried == []
    first, _, told = capfd.readouterr().err.splitlines()
    assert first == "error: update failed"
    assert "docs/troubleshooting.md" in told


def test_without_what_the_engine_needs_it_does_not_run(
    pulumi: Tool, az: Tool, tried: list[tuple[str, float]]
) -> None:
    az.answer("account show", code=1)
    with pytest.raises(LocalError, match="nobody is logged in to Azure"):
        run(DEPLOY)
    assert (UP in pulumi.calls, tried) == (False, [])


def test_what_azure_ignores_when_it_makes_a_server_is_set_afterwards(
    az: Tool, tried: list[tuple[str, float]], capfd: pytest.CaptureFixture[str]
) -> None:
    az.answer("postgres flexible-server show", {**WINDOW, "customWindow": "Disabled"})
    az.answer("postgres flexible-server update", {})
    assert run(DEPLOY) == 4
    assert "psql-1 has its maintenance window now: Sun:03:00 UTC" in capfd.readouterr().out
    assert len(tried) == 1


@pytest.mark.usefixtures("tried")
def test_the_command_ends_when_both_systems_answer_with_the_new_release(
    root: Path, tmp_path: Path, pulumi: Tool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(root))
    with deployed_system() as outputs:
        pulumi.answer(OUTPUT, outputs)
        done = subprocess.run(
            [sys.executable, "-m", "gatehouse", "deploy", "--yes"],
            cwd=tmp_path,
            check=False,
            capture_output=True,
            text=True,
        )
    assert (done.returncode, done.stderr) == (0, "")
    first, second, *trials = done.stdout.splitlines()
    assert (first, second) == (
        "Resources: 90 created",
        "Deployed; now trying whether both systems answer.",
    )
    assert [line[:2] for line in trials] == ["ok"] * 6
    assert outputs["subscription_key"] not in done.stdout
    assert [call for call in pulumi.calls if outputs["subscription_key"] in call] == []
