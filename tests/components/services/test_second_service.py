"""Two FastAPI services on one gateway, as entries of the program."""

from __future__ import annotations

import runpy
from typing import TYPE_CHECKING

import pytest
from google.protobuf.json_format import MessageToDict

from components.errors import ComponentError
from gatehouse.azure.refusals import graph_faults
from gatehouse.cost.prices import load_prices
from gatehouse.planning.side import look_at
from gatehouse.program.stack_files import StackFiles
from gatehouse.program.stand_in_engine import CONFIDENTIAL, MARK
from policy_pack import security
from tests.second_service import API, SETTINGS, write_program

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Declared

    Several = Callable[..., Declared]

SITE = ("web:WebApp", "func-gatehouse-dev-orders")
STACK = "urn:pulumi:dev::gatehouse::pulumi:pulumi:Stack::gatehouse-dev"
PASSWORD = {"databaseAuthentication": "password"}


@pytest.fixture(scope="module")
def several(
    declare: Callable[..., Declared], root: Path, tmp_path_factory: pytest.TempPathFactory
) -> Several:
    """Runs the program with both services, whose server is given, and with settings changed."""

    def several(server: str = "config.database", **changed: object) -> Declared:
        main = str(write_program(root, tmp_path_factory.mktemp("program"), server))
        options = {**SETTINGS, **changed}
        return declare(lambda: runpy.run_path(main, run_name="__main__"), **options)

    return several


@pytest.fixture(scope="module")
def two(several: Several) -> Declared:
    return several()


def settings_of(declared: Declared) -> dict[str, str]:
    pairs = declared.one(*SITE).inputs["siteConfig"]["appSettings"]
    return {pair["name"]: pair["value"] for pair in pairs}


def test_the_first_service_stays_what_it_was(two: Declared, deployed: Declared) -> None:
    assert deployed.graph.by_urn.keys() <= two.graph.by_urn.keys()
    for urn, one in deployed.graph.by_urn.items():
        known = two.graph.by_urn[urn]
        if one.type != "gatehouse:code_release:CodeRelease":  # it names the program's folder
            assert known.inputs == one.inputs, urn
        assert known.dependencies == one.dependencies, urn


def test_the_second_one_has_names_of_its_own_that_are_the_same_in_every_stack(
    two: Declared, several: Several
) -> None:
    production = several(stack="prod", configuration="prod")
    for declared in (two, production):
        backend = declared.one("apimanagement:Backend", "orders-function-app").inputs
        assert backend["backendId"] == "orders-function-app"
        policy = declared.one("apimanagement:ApiPolicy", "orders").inputs["value"]
        assert 'backend-id="orders-function-app"' in policy


def test_settings_of_the_stack_and_of_the_database_reach_the_app(two: Declared) -> None:
    server = two.one("dbforpostgresql:Server", "psql-func-gatehouse-dev-orders").outputs
    identity = two.one("managedidentity:UserAssignedIdentity", "id-func-gatehouse-dev-orders")
    settings = settings_of(two)
    assert settings["SHOP"] == "north"
    assert settings["API_PATH"] == "/orders"
    assert "PUBLIC_PATH" not in settings
    assert settings["DBHOST"] == server["fullyQualifiedDomainName"]
    assert (settings["DBPORT"], settings["DBNAME"]) == ("5432", "orders")
    assert settings["DBSSL"] == "verify-full"
    assert settings["DBUSER"] == identity.outputs["name"]
    assert settings["AZURE_CLIENT_ID"] == identity.outputs["clientId"]


def test_a_secret_of_the_stack_lies_in_the_vault_alone(two: Declared) -> None:
    kept = two.one("keyvault:Secret", "func-gatehouse-dev-orders--token")
    assert settings_of(two)["TOKEN"] == (
        f"@Microsoft.KeyVault(SecretUri={kept.outputs['properties']['secretUri']}/)"
    )
    value = kept.inputs["properties"]["value"]
    assert value == two.graph.answers["settings"]["gatehouse:secrets.orders_app.TOKEN"]
    told = {
        text
        for request in two.requests.values()
        for text in plain_texts(MessageToDict(request.object))
    }
    assert not any(value in text for text in told)


def plain_texts(value: object) -> list[str]:
    """The texts that the engine is handed as they are."""
    if isinstance(value, dict):
        secret = value.get(MARK) == CONFIDENTIAL
        return [] if secret else [text for one in value.values() for text in plain_texts(one)]
    if isinstance(value, list):
        return [text for one in value for text in plain_texts(one)]
    return [value] if isinstance(value, str) else []


def test_the_vault_is_reached_from_the_functions_subnet_by_the_apps_identity(two: Declared) -> None:
    site = two.one(*SITE)
    identity = two.one("managedidentity:UserAssignedIdentity", "id-func-gatehouse-dev-orders")
    role = two.one(
        "authorization:RoleAssignment", "func-gatehouse-dev-orders-key-vault-secrets-user"
    )
    subnet = two.one("network:Subnet", "functions").outputs["id"]
    assert site.inputs["keyVaultReferenceIdentity"] == identity.outputs["id"]
    assert role.inputs["principalId"] == identity.outputs["principalId"]
    assert site.inputs["virtualNetworkSubnetId"] == subnet
    assert two.waits_for(site) >= {
        f"authorization:RoleAssignment {role.name}",
        "network:PrivateDnsZoneGroup vault",
        "keyvault:Secret func-gatehouse-dev-orders--token",
    }
    sample = two.one("web:WebApp", "func-gatehouse-dev").inputs
    assert {"keyVaultReferenceIdentity", "virtualNetworkSubnetId"} & sample.keys() == set()


def test_the_code_waits_for_its_database(two: Declared) -> None:
    release = two.one("resources:Deployment", "gatehouse-dev-orders")
    (last,) = (
        one
        for one in two.waits_for(release)
        if one.startswith("dbforpostgresql:AdministratorsMicrosoftEntra ")
    )
    assert last.endswith("app")


def test_an_app_without_secrets_needs_no_endpoint(several: Several) -> None:
    with pytest.raises(ComponentError, match="TOKEN"):  # The app wants one.
        several(secrets={})
    declared = several(secrets={}, settings={"orders_app": {"SHOP": "n", "TOKEN": "not-secret"}})
    assert declared.one(*SITE).inputs["virtualNetworkSubnetId"].endswith("/subnets/functions")
    assert "keyVaultReferenceIdentity" not in declared.one(*SITE).inputs
    assert declared.graph.of_type("azure-native:network:PrivateEndpoint") == ()


def test_both_systems_can_share_a_server(several: Several) -> None:
    for options in ({}, PASSWORD):
        declared = several("django.postgres", **options)
        (server,) = declared.graph.of_type("azure-native:dbforpostgresql:Server")
        databases = declared.graph.of_type("azure-native:dbforpostgresql:Database")
        names = {one.inputs["databaseName"] for one in databases}
        assert names == {"quizzes", "orders"}
        settings = settings_of(declared)
        assert settings["DBHOST"] == server.outputs["fullyQualifiedDomainName"]
        assert ("DBPASS" in settings) is (options == PASSWORD)


@pytest.mark.parametrize("name", ["DBHOST", "azurewebjobsstorage__accountname"])
def test_a_setting_that_the_function_app_makes_is_refused(several: Several, name: str) -> None:
    given = {"orders_app": {"SHOP": "north", name: "mine"}}
    with pytest.raises(
        ComponentError, match=f"^the app setting {name} is given for the function app gatehouse-dev"
    ):
        several(settings=given)


def test_what_the_gateway_tells_an_app_can_be_changed(several: Several) -> None:
    given = {"orders_app": {"SHOP": "north", "RUNNING_IN_PRODUCTION": "false"}}
    assert settings_of(several(settings=given))["RUNNING_IN_PRODUCTION"] == "false"


def test_outputs_and_alerts_are_of_both(two: Declared) -> None:
    outputs = two.graph.stack_outputs
    host = two.one(*SITE).outputs["name"]
    gateway = outputs["gateway_url"]
    assert outputs["api_url"] == f"{gateway}/api"
    orders = outputs["apis"]["orders"]
    assert {name: orders[name] for name in ("api_url", "docs_url", "sample_url")} == {
        "api_url": f"{gateway}/orders",
        "docs_url": "",
        "sample_url": f"{gateway}/orders/generate_name",
    }
    assert orders["function_app"] == host
    assert len(orders["release"]) == 64
    assert outputs["api_keys"] == {"orders": {"subscription_key": "", "subscription_keys": {}}}
    assert MessageToDict(two.outputs[STACK])["api_keys"][MARK] == CONFIDENTIAL
    alert = two.one("monitor:MetricAlert", "ar-function-errors-gatehouse-dev-orders")
    assert alert.inputs["scopes"] == [two.one(*SITE).outputs["id"]]


def test_an_app_that_is_open_has_no_product(two: Declared) -> None:
    assert two.one("apimanagement:Api", "orders").inputs["subscriptionRequired"] is False
    (product,) = two.graph.of_type("azure-native:apimanagement:Product")
    assert product.name == "simple-fastapi-api"


def test_production_has_endpoints_for_the_storage_of_each(several: Several) -> None:
    production = several(stack="prod", configuration="prod")
    endpoints = [
        one.name for one in production.graph.of_type("azure-native:network:PrivateEndpoint")
    ]
    assert sorted(endpoints) == [
        "pep-blob-gatehouse-prod",
        "pep-blob-gatehouse-prod-orders",
        "pep-queue-gatehouse-prod",
        "pep-queue-gatehouse-prod-orders",
        "pep-table-gatehouse-prod",
        "pep-table-gatehouse-prod-orders",
        "pep-vault-gatehouse-prod",
    ]


@pytest.mark.parametrize("stack", ["dev", "prod"])
def test_neither_azure_nor_the_rules_of_the_program_refuse_it(
    several: Several, root: Path, stack: str
) -> None:
    graph = several(stack=stack, configuration=stack).graph
    side = look_at(graph, root, StackFiles.load(root, stack), load_prices(), security)
    assert graph_faults(graph) == []
    assert side.audit.findings == ()


def test_a_preview_declares_the_same(two: Declared, several: Several) -> None:
    assert several(preview=True).graph.by_urn.keys() == two.graph.by_urn.keys()


def test_a_document_for_operations_of_both_is_refused(
    declare: Callable[..., Declared], root: Path, tmp_path: Path
) -> None:
    main = write_program(root, tmp_path)
    policies = tmp_path / "policies"
    (policies / API / "generate_name.xml").rename(policies / "generate_name.xml")
    with pytest.raises(ComponentError) as refusal:
        declare(lambda: runpy.run_path(str(main), run_name="__main__"), **SETTINGS)
    assert str(refusal.value) == (
        "policies/generate_name.xml is named like an operation of gatehouse-dev and one of "
        "gatehouse-dev-orders; allowed is one; name it API/generate_name.xml, API being the id of "
        "its API"
    )


def test_a_document_of_neither_is_refused_when_both_are_declared(
    declare: Callable[..., Declared], root: Path, tmp_path: Path
) -> None:
    main = write_program(root, tmp_path)
    (tmp_path / "policies" / "order.xml").write_text("<policies />")
    with pytest.raises(ComponentError) as refusal:
        declare(lambda: runpy.run_path(str(main), run_name="__main__"), **SETTINGS)
    assert str(refusal.value).startswith("policies/order.xml belongs to nothing")
    assert "simple-fastapi-api/generate_name" in str(refusal.value)
    assert "orders/generate_name" in str(refusal.value)


def test_an_app_can_lend_its_server_to_another(
    declare: Callable[..., Declared], root: Path, tmp_path: Path
) -> None:
    main = write_program(root, tmp_path)
    main.write_text(main.read_text() + "assert orders.postgres.tier == 'Burstable'\n")
    declare(lambda: runpy.run_path(str(main), run_name="__main__"), **SETTINGS)


def test_a_service_without_a_database_has_no_server_to_share(
    declare: Callable[..., Declared], root: Path, tmp_path: Path
) -> None:
    main = write_program(root, tmp_path, server="fastapi.postgres")
    with pytest.raises(ComponentError) as refusal:
        declare(lambda: runpy.run_path(str(main), run_name="__main__"), **SETTINGS)
    assert str(refusal.value) == (
        "gatehouse-dev has no database, so there is no server to share; needed is the argument "
        "`database`; give it DatabaseArgs in __main__.py"
    )
