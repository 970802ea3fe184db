from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from components.platform.private_network import PrivateNetwork, PrivateNetworkArgs

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Declared


def network() -> None:
    args = PrivateNetworkArgs(resource_group_name="rg", private_endpoints=False)
    PrivateNetwork("gatehouse-Prod", args)


@pytest.fixture(scope="module")
def declared(declare: Callable[..., Declared]) -> Declared:
    return declare(network)


@pytest.mark.parametrize(
    ("name", "prefix", "delegated_to", "service_endpoint"),
    [
        (
            "database",
            "10.0.0.0/26",
            "Microsoft.DBforPostgreSQL/flexibleServers",
            "Microsoft.Storage",
        ),
        ("web", "10.0.0.64/26", "Microsoft.Web/serverFarms", "Microsoft.KeyVault"),
    ],
)
def test_each_subnet_is_for_one_kind_of_tenant(
    declared: Declared, name: str, prefix: str, delegated_to: str, service_endpoint: str
) -> None:
    inputs = declared.one("network:Subnet", name).inputs
    group = declared.one("network:NetworkSecurityGroup", f"nsg-{name}-gatehouse-prod")
    assert inputs["addressPrefix"] == prefix
    assert inputs["delegations"] == [{"name": name, "serviceName": delegated_to}]
    assert inputs["serviceEndpoints"] == [{"service": service_endpoint}]
    assert inputs["networkSecurityGroup"] == {"id": group.outputs["id"]}


@pytest.mark.parametrize("name", ["database", "web"])
def test_no_subnet_lets_anybody_administer_another_machine(declared: Declared, name: str) -> None:
    group = declared.one("network:NetworkSecurityGroup", f"nsg-{name}-gatehouse-prod")
    (rule,) = group.inputs["securityRules"]
    assert (rule["access"], rule["direction"], rule["protocol"]) == ("Deny", "Outbound", "*")
    assert rule["destinationAddressPrefix"] == "*"
    assert rule["destinationPortRanges"] == ["22", "3389"]


def test_the_network_leaves_its_subnets_to_themselves(declared: Declared) -> None:
    virtual_network = declared.one("network:VirtualNetwork", "vnet-gatehouse-prod")
    assert virtual_network.inputs["addressSpace"] == {"addressPrefixes": ["10.0.0.0/24"]}
    assert "subnets" not in virtual_network.inputs
    assert declared.requests[virtual_network.urn].ignoreChanges == ["subnets"]


def test_the_subnets_are_made_one_after_the_other(declared: Declared) -> None:
    web = declared.one("network:Subnet", "web")
    assert "network:Subnet database" in declared.waits_for(web)


def test_the_database_finds_its_address_in_a_private_zone_of_the_network(
    declared: Declared,
) -> None:
    zone = declared.one("privatedns:PrivateZone", "database")
    link = declared.one("privatedns:VirtualNetworkLink", "database")
    virtual_network = declared.one("network:VirtualNetwork", "vnet-gatehouse-prod")
    assert zone.inputs["privateZoneName"] == "gatehouse-prod.private.postgres.database.azure.com"
    assert link.inputs["virtualNetwork"] == {"id": virtual_network.outputs["id"]}
    assert link.inputs["registrationEnabled"] is False
    assert {zone.inputs["location"], link.inputs["location"]} == {"global"}


def test_without_private_endpoints_there_are_two_subnets(declared: Declared) -> None:
    subnets = declared.graph.of_type("azure-native:network:Subnet")
    assert sorted(one.name for one in subnets) == ["database", "web"]


def test_production_has_a_subnet_for_function_apps_and_one_for_endpoints(
    production: Declared,
) -> None:
    functions = production.one("network:Subnet", "functions")
    endpoints = production.one("network:Subnet", "endpoints")
    assert functions.inputs["addressPrefix"] == "10.0.0.128/26"
    assert functions.inputs["delegations"] == [
        {"name": "functions", "serviceName": "Microsoft.App/environments"}
    ]
    assert endpoints.inputs["addressPrefix"] == "10.0.0.192/26"
    assert endpoints.inputs["defaultOutboundAccess"] is False
    for subnet in (functions, endpoints):
        assert "serviceEndpoints" not in subnet.inputs
        assert "networkSecurityGroup" in subnet.inputs
    assert "delegations" not in endpoints.inputs
    assert "network:Subnet web" in production.waits_for(functions)
    assert "network:Subnet functions" in production.waits_for(endpoints)


def test_everything_sits_under_the_component(declared: Declared) -> None:
    (component,) = declared.graph.of_type("gatehouse:private_network:PrivateNetwork")
    others = [one for one in declared.graph.resources if one is not component]
    assert {one.parent for one in others} == {component.urn}
    assert component.outputs == {
        "databaseSubnetId": declared.one("network:Subnet", "database").outputs["id"],
        "webSubnetId": declared.one("network:Subnet", "web").outputs["id"],
        "zoneId": declared.one("privatedns:PrivateZone", "database").outputs["id"],
    }


def test_a_preview_declares_the_same(declare: Callable[..., Declared], declared: Declared) -> None:
    preview = declare(network, preview=True)
    assert preview.graph.by_urn.keys() == declared.graph.by_urn.keys()


def test_a_network_gets_the_subnets_that_its_apps_ask_for_each_once(
    declare: Callable[..., Declared],
) -> None:
    def program() -> None:
        args = PrivateNetworkArgs(resource_group_name="rg", private_endpoints=False)
        made = PrivateNetwork("gatehouse-dev", args)
        assert made.functions_subnet() is made.functions_subnet()
        assert made.endpoints() is made.endpoints()
        assert made.private_endpoints is None

    declared = declare(program)
    functions = declared.one("network:Subnet", "functions")
    assert "serviceEndpoints" not in functions.inputs
    assert "network:Subnet web" in declared.waits_for(functions)
    endpoints = declared.one("network:Subnet", "endpoints")
    assert "network:Subnet functions" in declared.waits_for(endpoints)
    zones = {one.name for one in declared.graph.of_type("azure-native:privatedns:PrivateZone")}
    assert zones == {"database"}
