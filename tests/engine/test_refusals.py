"""The stand-in behaves as badly as Azure, and clears as Azure does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pulumi.automation import CommandError

from tests.engine.attempt import Attempt, Existing
from tests.engine.cloud import Cloud, RefusalError, TransientError
from tests.engine.refusals import REFUSALS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.engine.deployment import Deployment

GROUP = "/subscriptions/s/resourceGroups/rg/providers/"
SERVER = f"{GROUP}Microsoft.DBforPostgreSQL/flexibleServers/psql"
SERVICE = f"{GROUP}Microsoft.ApiManagement/service/apim"
VAULT = f"{GROUP}Microsoft.KeyVault/vaults/kv"
NETWORK = f"{GROUP}Microsoft.Network/virtualNetworks/vnet"
SITE = f"{GROUP}Microsoft.Web/sites/app"
NAMED_VALUE: dict[str, Any] = {
    "serviceName": "apim",
    "keyVault": {"secretIdentifier": "https://kv.vault.azure.net/secrets/key"},
}


def existing(type_: str, made: float = 0, **inputs: Any) -> Existing:
    outputs = {"principalId": "p", "identity": {"principalId": "p"}, **inputs}
    return Existing(f"azure-native:{type_}", inputs, outputs, made=made)


def attempt(type_: str, id_: str, **changed: Any) -> Attempt:
    given: dict[str, Any] = {
        "operation": "create",
        "type": type_,
        "id": id_,
        "inputs": {},
        "now": 1000,
        "existing": {},
        "busy": {},
        "deleted": {},
    }
    return Attempt(**{**given, **changed})


def named_value(vault_made: float = 0, role_made: float = 0) -> Attempt:
    """Creates a named value from a vault; the vault and the role on it were made when it says."""
    return attempt(
        "apimanagement:NamedValue",
        f"{SERVICE}/namedValues/key",
        inputs=NAMED_VALUE,
        existing={
            SERVICE: existing("apimanagement:ApiManagementService"),
            VAULT: existing("keyvault:Vault", vault_made),
            "role": existing("authorization:RoleAssignment", role_made, **GRANT),
        },
    )


def refused_by(one: Attempt) -> list[str]:
    return [
        refusal.name
        for refusal in REFUSALS
        if one.type.startswith(refusal.types)
        and one.operation in refusal.operations
        and refusal.judge(one)
    ]


CHILD = {"serverName": "psql"}
GRANT = {"principalId": "p", "scope": VAULT}
CASES: list[tuple[Attempt, list[str]]] = [
    (
        attempt(
            "dbforpostgresql:Database",
            f"{SERVER}/databases/quizzes",
            inputs=CHILD,
            existing={SERVER: existing("dbforpostgresql:Server", 995)},
        ),
        ["a change of a server just made"],
    ),
    (
        attempt(
            "dbforpostgresql:Configuration",
            f"{SERVER}/configurations/one",
            inputs=CHILD,
            busy={f"{SERVER}/configurations/two": "dbforpostgresql:Configuration"},
        ),
        ["two changes of a server at once"],
    ),
    (
        attempt(
            "dbforpostgresql:Configuration",
            f"{SERVER}/configurations/one",
            inputs=CHILD,
            existing={SERVER: existing("dbforpostgresql:Server")},
        ),
        [],
    ),
    (
        attempt(
            "network:Subnet",
            f"{NETWORK}/subnets/a",
            busy={f"{NETWORK}/subnets/b": "network:Subnet"},
        ),
        ["two changes of a network at once"],
    ),
    (
        named_value(vault_made=990),
        ["a secret of a vault whose name doesn't resolve yet"],
    ),
    (
        named_value(role_made=990),
        ["a secret that API Management may not read yet"],
    ),
    (
        named_value(),
        [],
    ),
    (
        attempt("apimanagement:NamedValue", f"{SERVICE}/namedValues/key", inputs=NAMED_VALUE),
        [],
    ),
    (
        attempt(
            "apimanagement:Product",
            f"{SERVICE}/products/one",
            operation="delete",
            existing={
                SERVICE: existing("apimanagement:ApiManagementService", sku={"name": "Developer"})
            },
        ),
        ["a product with its administrator's subscription"],
    ),
    (
        attempt(
            "apimanagement:Product",
            f"{SERVICE}/products/one",
            operation="delete",
            existing={
                SERVICE: existing("apimanagement:ApiManagementService", sku={"name": "Consumption"})
            },
        ),
        [],
    ),
    (
        attempt(
            "network:Subnet",
            f"{NETWORK}/subnets/a",
            operation="delete",
            deleted={f"{GROUP}Microsoft.Web/serverfarms/plan": 900},
        ),
        ["a subnet that was in use a while ago"],
    ),
    (
        attempt(
            "network:Subnet",
            f"{NETWORK}/subnets/a",
            operation="delete",
            deleted={f"{GROUP}Microsoft.Web/serverfarms/plan": 100},
        ),
        [],
    ),
    (
        attempt(
            "web:WebAppScmAllowed",
            f"{SITE}/basicPublishingCredentialsPolicies/scm",
            busy={f"{SITE}/basicPublishingCredentialsPolicies/ftp": "web:WebAppFtpAllowed"},
        ),
        ["two changes of a site's configuration at once"],
    ),
    (
        attempt(
            "authorization:RoleAssignment",
            "role",
            inputs={"principalId": "p"},
            existing={"identity": existing("managedidentity:UserAssignedIdentity", 990)},
        ),
        ["a role for an identity that Entra doesn't know everywhere"],
    ),
]


@pytest.mark.parametrize(("one", "expected"), CASES)
def test_a_request_is_refused_for_its_reason_until_that_has_passed(
    one: Attempt, expected: list[str]
) -> None:
    assert refused_by(one) == expected


def test_every_refusal_has_its_source_and_a_name_of_its_own() -> None:
    assert [one for one in REFUSALS if not one.source.startswith("https://")] == []
    assert len({one.name for one in REFUSALS}) == len(REFUSALS)


def test_azure_keeps_its_own_maintenance_window_when_a_server_is_made(dev: Deployment) -> None:
    (server,) = (
        one for one in dev.cloud.existing.values() if one.type.endswith("dbforpostgresql:Server")
    )
    assert server.inputs["maintenanceWindow"]["customWindow"] == "Enabled"
    assert server.outputs["maintenanceWindow"] == {"customWindow": "Disabled"}


def test_too_many_requests_are_told_with_the_time_to_wait() -> None:
    cloud = Cloud(b"seed")
    group = {"resourceGroupName": "rg", "location": "westeurope"}
    cloud.throttled["azure-native:resources:ResourceGroup"] = 1
    with pytest.raises(TransientError) as refusal:
        cloud.create("azure-native:resources:ResourceGroup", "urn::rg", group)
    assert refusal.value.retry_after == 17
    cloud.create("azure-native:resources:ResourceGroup", "urn::rg", group)


def test_a_name_that_azure_still_holds_is_refused() -> None:
    cloud = Cloud(b"seed")
    cloud.soft_deleted.add("rg")
    with pytest.raises(RefusalError, match="SoftDeletedState"):
        cloud.create(
            "azure-native:resources:ResourceGroup", "urn::rg", {"resourceGroupName": "rg-x"}
        )


def test_a_refusal_for_good_is_told_with_what_to_do(deploy: Callable[..., Deployment]) -> None:
    deployment = deploy("dev")
    deployment.cloud.unregistered = {"Microsoft.KeyVault"}
    with pytest.raises(CommandError):
        deployment.up()
    said = "\n".join(deployment.said)
    assert "run `az provider register --wait --namespace Microsoft.KeyVault`" in said
