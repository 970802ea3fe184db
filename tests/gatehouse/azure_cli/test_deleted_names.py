"""Names that Azure keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gatehouse.azure_cli.deleted_names import look

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatehouse.azure_cli.az import Az
    from gatehouse.azure_cli.target import Target
    from gatehouse.program.deployed import Deployed
    from tests.gatehouse.conftest import Tool

APIM = "azure-native:apimanagement:ApiManagementService"
VAULT = "azure-native:keyvault:Vault"
WORKSPACES = "az monitor log-analytics workspace"
WORKSPACE = "azure-native:operationalinsights:Workspace"


async def test_a_stack_that_has_nothing_meets_no_old_name(
    az: Tool, cli: Az, target: Callable[..., Target]
) -> None:
    assert await look(cli, target()) == []
    assert az.calls == []


@pytest.mark.parametrize(
    ("type_", "command", "remedy"),
    [
        (
            VAULT,
            "keyvault list-deleted",
            "az keyvault recover --name one-1, or for good: az keyvault purge --name one-1",
        ),
        (
            APIM,
            "apim deletedservice list",
            "az apim deletedservice purge --service-name one-1 --location westeurope",
        ),
        (
            WORKSPACE,
            "monitor log-analytics workspace list-deleted",
            f"{WORKSPACES} recover --resource-group rg-1 --workspace-name one-1",
        ),
    ],
)
async def test_a_name_of_the_stack_that_azure_keeps_is_told_with_what_frees_it(
    az: Tool,
    cli: Az,
    target: Callable[..., Target],
    had: Callable[..., Deployed],
    type_: str,
    command: str,
    remedy: str,
) -> None:
    az.answer(command, [{"name": "one-1"}, {"name": "one-of-before"}])
    stack = target(deployed=(had(type_, "one-1"), had(type_, "two-1")))
    assert await look(cli, stack) == [f"Azure keeps one-1 deleted: {remedy}"]
