from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pulumi import ResourceOptions

from components.azure.cloud_hosts import PRIVATE_LINK
from components.platform.private_network import PrivateNetwork, PrivateNetworkArgs

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Declared

REACHED = {
    "vault": ("keyvault:Vault", "kv-gatehouse-pro"),
    "blob": ("storage:StorageAccount", "stfuncgatehousep"),
    "queue": ("storage:StorageAccount", "stfuncgatehousep"),
    "table": ("storage:StorageAccount", "stfuncgatehousep"),
}
ACCOUNT = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/st"


def network() -> None:
    args = PrivateNetworkArgs(resource_group_name="rg", private_endpoints=True)
    endpoints = PrivateNetwork("gatehouse-prod", args).private_endpoints
    assert endpoints is not None
    endpoints.add("blob", ACCOUNT, ResourceOptions())


@pytest.mark.parametrize("service", REACHED)
def test_each_closed_service_has_an_endpoint_in_the_network(
    production: Declared, service: str
) -> None:
    endpoint = production.one("network:PrivateEndpoint", f"pep-{service}-gatehouse-prod").inputs
    subnet = production.one("network:Subnet", "endpoints")
    assert endpoint["subnet"] == {"id": subnet.outputs["id"]}
    assert endpoint["privateLinkServiceConnections"] == [
        {
            "name": service,
            "privateLinkServiceId": production.one(*REACHED[service]).outputs["id"],
            "groupIds": [service],
        }
    ]


@pytest.mark.parametrize("service", REACHED)
def test_its_public_name_leads_to_the_endpoint(production: Declared, service: str) -> None:
    group = production.one("network:PrivateDnsZoneGroup", service)
    endpoint = production.one("network:PrivateEndpoint", f"pep-{service}-gatehouse-prod")
    zone = production.one("privatedns:PrivateZone", service)
    assert zone.inputs["privateZoneName"] == PRIVATE_LINK[service]
    assert group.inputs["privateEndpointName"] == endpoint.outputs["name"]
    assert group.inputs["privateDnsZoneConfigs"] == [
        {"name": service, "privateDnsZoneId": zone.outputs["id"]}
    ]
    assert f"privatedns:VirtualNetworkLink {service}" in production.waits_for(group)


def test_the_network_asks_the_zones(production: Declared) -> None:
    virtual_network = production.one("network:VirtualNetwork", "vnet-gatehouse-prod")
    for service in PRIVATE_LINK:
        link = production.one("privatedns:VirtualNetworkLink", service).inputs
        assert link["virtualNetwork"] == {"id": virtual_network.outputs["id"]}
        assert link["registrationEnabled"] is False
        assert link["location"] == "global"


def test_without_production_there_are_none(deployed: Declared) -> None:
    assert deployed.graph.of_type("azure-native:network:PrivateEndpoint") == ()
    assert deployed.graph.of_type("gatehouse:private_endpoints:PrivateEndpoints") == ()


def test_apps_wait_for_the_endpoints_of_what_they_use(production: Declared) -> None:
    site = production.one("web:WebApp", "app-gatehouse-prod")
    function_app = production.one("web:WebApp", "func-gatehouse-prod")
    assert "network:PrivateDnsZoneGroup vault" in production.waits_for(site)
    for service in ("blob", "queue", "table"):
        assert f"network:PrivateDnsZoneGroup {service}" in production.waits_for(function_app)


def test_zones_sit_under_the_component_and_endpoints_under_what_they_lead_to(
    production: Declared,
) -> None:
    known = production.graph.by_urn
    (component,) = production.graph.of_type("gatehouse:private_endpoints:PrivateEndpoints")
    assert known[component.parent].type == "gatehouse:private_network:PrivateNetwork"
    assert production.one("privatedns:PrivateZone", "blob").parent == component.urn
    for service, reached in REACHED.items():
        endpoint = production.one("network:PrivateEndpoint", f"pep-{service}-gatehouse-prod")
        assert endpoint.parent == production.one(*reached).parent


def test_a_preview_declares_the_same(declare: Callable[..., Declared]) -> None:
    known, preview = declare(network), declare(network, preview=True)
    assert preview.graph.by_urn.keys() == known.graph.by_urn.keys()
