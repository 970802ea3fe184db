"""Every stack, as far as a laptop can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import local.check
from local.check import run
from local.errors import LocalError
from local.graph import Graph
from local.options import Options

if TYPE_CHECKING:
    from pathlib import Path

CHECK = Options(command="check")


@pytest.fixture
def stacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Makes two stacks, whose programs declare a service without resources."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "Pulumi.yaml").touch()
    (tmp_path / "Pulumi.dev.yaml").touch()
    (tmp_path / "Pulumi.prod.yaml").touch()

    async def evaluate(stack: str, _data: Path) -> Graph:
        return Graph(resources=(), stack_outputs={"stack": stack})

    document: dict[str, Any] = {
        "type": "Microsoft.ApiManagement/service",
        "name": "apim",
        "sku": {"name": "Consumption", "capacity": 0},
    }
    monkeypatch.setattr(local.check, "evaluate", evaluate)
    monkeypatch.setattr(
        local.check, "gateway_document", lambda _graph, _azure: {"resources": [document]}
    )
    return tmp_path


def test_every_stack_is_evaluated_and_its_policies_are_loaded(
    stacks: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(CHECK) == 0
    assert capsys.readouterr().out.splitlines() == [
        "stack dev: 0 resources, policies load",
        "stack prod: 0 resources, policies load",
    ]
    assert stacks.exists()


def test_a_document_that_the_gateway_refuses_names_the_stack(
    stacks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local.check, "gateway_document", lambda _graph, _azure: {})
    with pytest.raises(LocalError, match="stack dev: document: there is no list"):
        run(CHECK)
    assert stacks.exists()
