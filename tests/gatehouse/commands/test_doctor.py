"""Looking at a machine."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

import pytest

import gatehouse.commands.doctor
from gatehouse.commands.doctor import findings, run
from gatehouse.errors import LocalError
from gatehouse.graph.graph import Graph
from gatehouse.laptop.machine_check import MachineCheck
from gatehouse.laptop.ports import LOOPBACK
from gatehouse.options import Options
from tests.gatehouse.resources import exported

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from gatehouse.program.deployed import Deployed
    from tests.gatehouse.conftest import Tool


FREE = Options(command="doctor", port=0, function_port=0, web_port=0)


@pytest.fixture(autouse=True)
def _evaluated_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    async def evaluate(stack: str, _data: Path) -> Graph:
        if stack != "dev":
            raise LocalError(f"a traceback\nPulumi.{stack}.yaml is missing")
        return Graph(resources=())

    monkeypatch.setattr(gatehouse.commands.doctor, "evaluate", evaluate)


def remedy(options: Options, subject: str) -> str:
    [found] = [finding for finding in findings(options) if finding.subject == subject]
    return found.remedy


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Makes the working folder one where set-up is done, with all tools on the path."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "requirements.txt").touch()
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / ".runtime").touch()
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("chromium", "nginx", "pulumi", "az"):
        (tools / name).write_text("#!/bin/sh\nexit 1\n")
        (tools / name).chmod(0o755)
    (tools / "az").unlink()
    monkeypatch.setenv("PATH", str(tools))
    (tmp_path / "Pulumi.yaml").write_text("name: gatehouse\nconfig:\n  email: {type: string}\n")
    (tmp_path / "Pulumi.dev.yaml").write_text("config:\n  gatehouse:email: you@contoso.com\n")
    return tmp_path


def test_a_machine_without_az_gets_ok_for_everything_else(
    machine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(FREE) == 0
    told = [line for line in capsys.readouterr().out.splitlines() if line[:2] != "ok"]
    install = "https://learn.microsoft.com/cli/azure/install-azure-cli"
    assert told == [f"--  az                          for `make up`: {install}"]
    assert machine.exists()


def test_a_missing_tool_for_deployment_is_told_and_no_failure(
    machine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (machine / "tools" / "pulumi").unlink()
    assert run(FREE) == 0
    assert "--  pulumi" in capsys.readouterr().out


def test_a_taken_port_is_a_failure(machine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server((LOOPBACK, 0)) as taken:
        port = taken.getsockname()[1]
        assert run(Options(command="doctor", port=port, function_port=0, web_port=0)) == 1
    assert f"port {port} (--port)" in capsys.readouterr().out
    assert machine.exists()


def test_a_server_that_runs_by_itself_needs_no_programs(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PG_BIN", str(machine / "nowhere"))
    assert "can't be started" in remedy(FREE, "PostgreSQL starts")
    monkeypatch.setenv("PG_SERVER", "postgresql://app_user@localhost/app")
    assert remedy(FREE, "PostgreSQL starts") == ""
    monkeypatch.setenv("PG_SERVER", "postgresql://app_user@elsewhere/app")
    assert "PG_SERVER is no server" in remedy(FREE, "PostgreSQL starts")


def test_a_lock_newer_than_the_packages_asks_for_set_up(machine: Path) -> None:
    os.utime(machine / ".venv" / ".runtime", (0, 0))
    assert remedy(FREE, "packages as locked") == (
        "run `make local`, which installs what requirements.txt pins"
    )


def test_a_program_that_fails_is_told_by_its_last_line(machine: Path) -> None:
    options = Options(command="doctor", stack="nope", port=0, function_port=0, web_port=0)
    assert remedy(options, "the program evaluates") == "Pulumi.nope.yaml is missing"
    assert machine.exists()


def test_a_folder_of_somebody_else_is_told(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, _mode: path != machine)
    data = machine / "not" / "there"
    options = Options(command="doctor", port=0, function_port=0, web_port=0, data=data)
    assert remedy(options, f"{data} can be written") == (
        f"{machine} belongs to somebody else; choose another folder: --data FOLDER"
    )


VAULT = exported(
    "azure-native:keyvault:Vault",
    "kv",
    id_="/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv-1",
)
Looked = list[tuple[str, list[str]]]


@pytest.fixture
def looked(machine: Path, monkeypatch: pytest.MonkeyPatch) -> Looked:
    """A machine with an `az`; settings and names with which the subscription was looked at."""
    (machine / "tools" / "az").touch(mode=0o755)
    found: Looked = []

    async def look(
        _graph: Graph, settings: Mapping[str, str], deployed: tuple[Deployed, ...]
    ) -> list[MachineCheck]:
        found.append((settings["gatehouse:email"], [one.physical_name for one in deployed]))
        return [MachineCheck(subject="database offered", remedy="move", needed=False)]

    monkeypatch.setattr(gatehouse.commands.doctor, "look_at_subscription", look)
    return found


def test_the_subscription_is_looked_at_for_the_stack(
    looked: Looked, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(FREE) == 0
    assert looked == [("you@contoso.com", [])]
    assert capsys.readouterr().out.endswith("--  database offered            move\n")


def test_what_the_stack_has_is_known_to_the_look(looked: Looked, pulumi: Tool, az: Tool) -> None:
    pulumi.answer("stack export --stack dev", {"deployment": {"resources": [VAULT]}})
    findings(FREE)
    assert looked == [("you@contoso.com", ["kv-1"])]
    assert az.calls == []


def test_a_required_setting_is_told_before_a_deployment_asks_for_it(
    machine: Path, looked: Looked
) -> None:
    (machine / "Pulumi.dev.yaml").write_text("")
    assert remedy(FREE, "required settings") == "pulumi config set gatehouse:email VALUE"
    assert looked == [("email@stand-in.local", [])]


def test_a_program_that_fails_is_no_reason_to_look_at_azure(looked: Looked) -> None:
    findings(Options(command="doctor", stack="nope", port=0, function_port=0, web_port=0))
    assert looked == []
