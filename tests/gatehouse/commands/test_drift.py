"""Comparing app settings in Azure with the program's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gatehouse.commands.drift import run
from gatehouse.errors import LocalError
from gatehouse.options import parse
from gatehouse.program.deployed import MARK
from tests.gatehouse.resources import exported

if TYPE_CHECKING:
    from tests.gatehouse.conftest import Tool

DRIFT = parse(["drift"])
LIST = "webapp config appsettings list --resource-group rg-1 --name"


def site(name: str) -> dict[str, object]:
    """A site as the state has it, with its setting."""
    kept = {MARK: "1b4", "plaintext": '"kept"'}
    return exported(
        "azure-native:web:WebApp",
        name,
        id_=f"/subscriptions/s/resourceGroups/rg-1/providers/Microsoft.Web/sites/{name}",
        inputs={"siteConfig": {"appSettings": [{"name": "KEY", "value": kept}]}},
    )


@pytest.fixture
def sites(pulumi: Tool, az: Tool) -> Tool:
    """Two sites as the program made them; the CLI that tells their settings."""
    vault = {**site("kv"), "type": "azure-native:keyvault:Vault"}
    resources = [site("func-1"), vault, site("app-1")]
    pulumi.answer(
        "stack export --stack dev --show-secrets", {"deployment": {"resources": resources}}
    )
    az.answer(LIST, [{"name": "KEY", "value": "kept"}])
    return az


def test_settings_of_the_program_are_no_drift(
    sites: Tool, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(DRIFT) == 0
    told = "ok  the app settings of 2 sites are those that the program gave them\n"
    assert capsys.readouterr().out == told
    assert len(sites.calls) == 2


def test_a_change_by_hand_fails_and_shows_no_value(
    sites: Tool, capsys: pytest.CaptureFixture[str]
) -> None:
    sites.answer(f"{LIST} app-1", [{"name": "KEY", "value": "another secret"}])
    assert run(DRIFT) == 1
    out = capsys.readouterr().out
    assert out.splitlines()[0] == "--  app-1: KEY has another value"
    assert [secret for secret in ("kept", "another secret") if secret in out] == []


def test_settings_that_cannot_be_read_are_a_failure(sites: Tool) -> None:
    sites.answer(LIST, err="ERROR: (AuthorizationFailed) no config/list/action\n", code=1)
    with pytest.raises(LocalError, match=r"AuthorizationFailed"):
        run(DRIFT)
