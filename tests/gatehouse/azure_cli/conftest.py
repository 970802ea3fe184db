"""A stack to deploy, and a subscription that has everything it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from gatehouse.azure_cli.az import Az
from gatehouse.azure_cli.target import Target
from gatehouse.graph.graph import Graph
from gatehouse.program.deployed import Deployed, OnDestroy
from tests.gatehouse.resources import resource

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.gatehouse.conftest import Tool

SUBSCRIPTION = "11111111-2222-4333-8444-555555555555"
VAULT = "/subscriptions/s/resourceGroups/rg-1/providers/Microsoft.KeyVault/vaults/kv-1"
# https://github.com/Azure/azure-cli/issues/27713 has an answer of this command.
OFFER = {
    "geoBackupSupported": "Enabled",
    "restricted": "Disabled",
    "supportedFeatures": [{"name": "OfferRestricted", "status": "Disabled"}],
    "supportedServerEditions": [
        {"name": "Burstable", "supportedServerSkus": [{"name": "Standard_B1ms", "vCores": 1}]},
        {
            "name": "GeneralPurpose",
            "supportedServerSkus": [
                {"name": "Standard_D2ds_v5", "supportedHaMode": ["SameZone", "ZoneRedundant"]},
                {"name": "Standard_D4ds_v5", "supportedHaMode": ["SameZone"]},
            ],
        },
    ],
    "supportedServerVersions": [{"name": "16"}, {"name": "17"}],
}


def usage(name: str, used: int, limit: int) -> dict[str, Any]:
    """One quota, as https://learn.microsoft.com/rest/api/postgresql/quota-usages/list has it."""
    named = {"value": name, "localizedValue": name}
    return {"name": named, "currentValue": used, "limit": limit, "unit": "Count", "id": ""}


@pytest.fixture
def az(az: Tool) -> Tool:
    """An `az` with a subscription that has all that the stack needs."""
    az.answer("ad signed-in-user show", {"id": "me"})
    az.answer("apim deletedservice list", [])
    az.answer("appservice list-locations", [{"name": "West Europe"}, {"name": "Norway East"}])
    az.answer("functionapp list-flexconsumption-locations", [{"name": "westeurope"}])
    az.answer("keyvault list-deleted", [])
    az.answer("monitor log-analytics workspace list-deleted-workspaces", [])
    az.answer("postgres flexible-server list-skus --location westeurope", [OFFER])
    names = ("KeyVault", "DBforPostgreSQL", "Web")
    az.answer("provider list", [[f"Microsoft.{name}", "Registered"] for name in names])
    az.answer("rest --method get", {"value": [usage("cores", 0, 10)]})
    az.answer("role assignment list", ["Owner"])
    return az


@pytest.fixture
def target() -> Callable[..., Target]:
    """A stack with a vault, a database server and two plans; keywords change the server."""

    def make(*, deployed: tuple[Deployed, ...] = (), **server: Any) -> Target:
        inputs = {"sku": {"name": "Standard_D2ds_v5"}, "version": "17", **server}
        providers = "/subscriptions/s/resourceGroups/rg/providers"
        plan = "azure-native:web:AppServicePlan"
        graph = Graph(
            resources=(
                resource("azure-native:keyvault:Vault", id_=VAULT),
                resource(
                    "azure-native:dbforpostgresql:Server",
                    id_=f"{providers}/Microsoft.DBforPostgreSQL/flexibleServers/psql",
                    **inputs,
                ),
                resource(
                    plan,
                    "flex",
                    id_=f"{providers}/Microsoft.Web/serverfarms/flex",
                    sku={"name": "FC1", "tier": "FlexConsumption"},
                ),
                resource(plan, "web", sku={"name": "P0v3"}, location="West Europe"),
            )
        )
        user = {"name": "me@contoso.com", "type": "user"}
        return Target(graph=graph, region="westeurope", user=user, deployed=deployed)

    return make


@pytest.fixture
def cli() -> Az:
    """The CLI, for the subscription."""
    return Az(subscription=SUBSCRIPTION)


def had(type_: str, name: str, **inputs: Any) -> Deployed:
    """A resource that the stack already has."""
    return Deployed(
        urn=f"urn:pulumi:dev::gatehouse::{type_}::one",
        type=type_,
        id=f"/subscriptions/s/resourceGroups/rg-1/providers/x/y/{name}",
        fate=OnDestroy.GOES,
        inputs=inputs,
    )


@pytest.fixture(name="had")
def _had() -> Callable[..., Deployed]:
    """Makes a resource that the stack already has."""
    return had
