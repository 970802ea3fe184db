from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_azure_native import managedidentity, resources

from components.azure import lifetime

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Declared

OWN = {
    "dbforpostgresql:AdministratorsMicrosoftEntra",
    "dbforpostgresql:Configuration",
    "dbforpostgresql:Database",
    "keyvault:Secret",
}
"""Go with their server or vault, which the program may replace alone."""


def test_all_of_azure_goes_with_its_resource_group(deployed: Declared) -> None:
    group = deployed.one("resources:ResourceGroup", "rg-gatehouse-dev")
    azure = [one for one in deployed.graph.resources if one.type.startswith("azure-native:")]
    with_the_group = {
        one.urn for one in azure if deployed.requests[one.urn].deletedWith == group.urn
    }
    others = {one.type.split(":", 1)[1] for one in azure if one.urn not in with_the_group}
    assert len(with_the_group) > 50
    assert others == {"resources:ResourceGroup", *OWN}


def test_what_is_declared_before_a_group_or_outside_azure_stays(
    declare: Callable[..., Declared],
) -> None:
    def program() -> None:
        lifetime.delete_with_resource_group()
        managedidentity.UserAssignedIdentity("before", resource_group_name="rg")
        resources.ResourceGroup("one")
        resources.ResourceGroup("two")
        managedidentity.UserAssignedIdentity("after", resource_group_name="rg")

    declared = declare(program)
    deleted_with = {
        one.name: declared.requests[one.urn].deletedWith.rpartition("::")[2]
        for one in declared.graph.resources
    }
    assert deleted_with == {"before": "", "one": "", "two": "", "after": "two"}
