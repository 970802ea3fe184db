"""Every stack, as far as a laptop can tell."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

import gatehouse.commands.check
from gatehouse.commands.check import run
from gatehouse.errors import LocalError
from gatehouse.graph.graph import Graph
from gatehouse.options import Options
from policy_pack import security
from policy_pack.security import Exemption
from tests.gatehouse.resources import resource

if TYPE_CHECKING:
    from pathlib import Path

CHECK = Options(command="check")
HTTP = Exemption(
    rule="Azure.Storage.SecureTransfer",
    resource="Store/StorageAccount",
    property="enableHttpsTrafficOnly",
    reason="nobody uses it",
)


@pytest.fixture
def stacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Makes two stacks, whose programs declare a service without resources."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "Pulumi.yaml").write_text("name: gatehouse")
    (tmp_path / "Pulumi.dev.yaml").touch()
    (tmp_path / "Pulumi.prod.yaml").write_text("config: {gatehouse:production: true}")

    async def evaluate(stack: str, _data: Path) -> Graph:
        return Graph(resources=(), stack_outputs={"stack": stack})

    document: dict[str, Any] = {
        "type": "Microsoft.ApiManagement/service",
        "name": "apim",
        "sku": {"name": "Consumption", "capacity": 0},
    }
    monkeypatch.setattr(gatehouse.commands.check, "evaluate", evaluate)
    monkeypatch.setattr(
        gatehouse.commands.check,
        "gateway_document",
        lambda _graph: {"resources": [document]},
    )
    monkeypatch.setattr(gatehouse.commands.check, "load_policy_pack", lambda _folder: security)
    monkeypatch.setattr(security, "load_exemptions", tuple)
    return tmp_path


def test_every_stack_is_evaluated_and_its_policies_are_loaded(
    stacks: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(CHECK) == 0
    assert capsys.readouterr().out.splitlines() == [
        "stack dev: 0 resources, policies load, 0 security findings, 0 exempted",
        "stack prod: 0 resources, policies load, 0 security findings, 0 exempted",
    ]
    assert stacks.exists()


def test_a_document_that_the_gateway_refuses_names_the_stack(
    stacks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gatehouse.commands.check, "gateway_document", lambda _graph: {})
    with pytest.raises(LocalError, match="stack dev: document: there is no list"):
        run(CHECK)
    assert stacks.exists()


def test_what_azure_would_refuse_names_the_stack(
    stacks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        gatehouse.commands.check, "graph_faults", lambda _graph: ["x is missing", "y is text"]
    )
    with pytest.raises(LocalError, match=r"^stack dev: x is missing\nstack dev: y is text$"):
        run(CHECK)
    assert stacks.exists()


@pytest.fixture
def account(stacks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes both stacks declare a storage account that takes plain HTTP, and nothing else amiss."""
    type_ = "azure-native:storage:StorageAccount"
    secure = {
        "allowBlobPublicAccess": False,
        "allowCrossTenantReplication": False,
        "allowSharedKeyAccess": False,
        "enableHttpsTrafficOnly": False,
        "minimumTlsVersion": "TLS1_2",
        "networkRuleSet": {"bypass": "AzureServices", "defaultAction": "Deny"},
        "sku": {"name": "Standard_LRS"},
        "tags": {"project": "gatehouse"},
    }
    store = resource(type_, "store", parents="gatehouse:x:Store$", id_="/store", **secure)
    watched = resource(
        "azure-native:monitor:DiagnosticSetting",
        "d",
        parents="gatehouse:x:Store$",
        resourceUri="/store",
        workspaceId="/logs",
        metrics=[{"category": "Transaction", "enabled": True}],
    )

    async def evaluate(_stack: str, _data: Path) -> Graph:
        return Graph(resources=(store, watched))

    assert stacks.exists()
    monkeypatch.setattr(gatehouse.commands.check, "evaluate", evaluate)
    monkeypatch.setattr(gatehouse.commands.check, "graph_faults", lambda _graph: [])


@pytest.mark.usefixtures("account")
def test_findings_are_told_and_fail_the_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(CHECK) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "stack dev: 2 resources, policies load, 1 security findings, 0 exempted"
    assert told[1].startswith("  Store/StorageAccount store: enableHttpsTrafficOnly is False; ")


@pytest.mark.usefixtures("account")
def test_for_code_scanning_the_log_is_alone_on_standard_output(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(Options(command="check", format="sarif")) == 1
    told = capsys.readouterr()
    results = json.loads(told.out)["runs"][0]["results"]
    assert results[0]["ruleId"] == "Azure.Storage.SecureTransfer"
    assert told.err.startswith("stack dev: 2 resources")


@pytest.mark.usefixtures("account")
def test_a_production_stack_has_more_rules_to_obey(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(CHECK) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[2] == "stack prod: 2 resources, policies load, 5 security findings, 0 exempted"


@pytest.mark.usefixtures("account")
def test_an_exemption_is_shown_with_its_reason(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(security, "load_exemptions", lambda: (HTTP,))
    run(CHECK)
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "stack dev: 2 resources, policies load, 0 security findings, 1 exempted"
    assert told[-1] == f"exempted: {HTTP}"


@pytest.mark.usefixtures("stacks")
def test_an_exemption_of_what_no_stack_has_waits(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(security, "load_exemptions", lambda: (HTTP,))
    assert run(CHECK) == 0
    assert "exempted: " not in capsys.readouterr().out


@pytest.mark.usefixtures("account")
def test_an_exemption_that_speaks_of_something_else_that_is_not_there_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    of_two = replace(HTTP, property="WebApp/WebApp a.b")
    monkeypatch.setattr(security, "load_exemptions", lambda: (HTTP, of_two))
    run(CHECK)


@pytest.mark.usefixtures("account")
def test_an_exemption_that_no_stack_needs_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    unneeded = replace(HTTP, property="minimumTlsVersion")
    monkeypatch.setattr(security, "load_exemptions", lambda: (HTTP, unneeded))
    with pytest.raises(
        LocalError, match=r"no stack needs the exemption of Store/StorageAccount from Azure"
    ):
        run(CHECK)
