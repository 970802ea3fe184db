from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from pulumi_azure_native import managedidentity

from components.database.login import Authentication
from components.database.postgres_server import PARAMETERS, PostgresServer, PostgresServerArgs
from components.database.postgres_settings import PostgresSettings
from components.database.server_scale import PostgresScale
from components.platform.platform import Platform, PlatformArgs

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Declared

SERVER = "dbforpostgresql:Server"
ADMINISTRATOR = "dbforpostgresql:AdministratorsMicrosoftEntra"
DATABASE = "dbforpostgresql:Database"
CONFIGURATION = "dbforpostgresql:Configuration"

SMALL = PostgresScale(
    version="17",
    sku="Standard_B1ms",
    storage_gb=32,
    backup_retention_days=7,
    high_availability="Disabled",
    geo_redundant_backup=False,
)
SAFE = PostgresScale(
    version="17",
    sku="Standard_D2ds_v5",
    storage_gb=128,
    backup_retention_days=35,
    high_availability="ZoneRedundant",
    geo_redundant_backup=True,
)


def server(scale: PostgresScale, authentication: str, *, production: bool) -> None:
    platform = Platform(
        "gatehouse-dev",
        PlatformArgs(
            location="westeurope",
            log_retention_days=30,
            log_daily_quota_gb=1,
            production=production,
        ),
    )
    identity = managedidentity.UserAssignedIdentity(
        "id-web", resource_group_name=platform.resource_group_name
    )
    args = PostgresServerArgs(
        platform=platform,
        settings=PostgresSettings(authentication=Authentication(authentication), scale=scale),
        database_name="quizzes",
        identity=identity,
    )
    PostgresServer("gatehouse-dev", args)


@pytest.fixture(scope="module")
def declared(declare: Callable[..., Declared]) -> Declared:
    return declare(lambda: server(SMALL, "entra", production=False))


@pytest.fixture(scope="module")
def with_password(declare: Callable[..., Declared]) -> Declared:
    return declare(lambda: server(SMALL, "password", production=False))


@pytest.fixture(scope="module")
def protected(declare: Callable[..., Declared]) -> Declared:
    return declare(lambda: server(SAFE, "entra", production=True))


def test_the_server_is_reached_through_its_subnet_alone(declared: Declared) -> None:
    server = declared.one(SERVER, "psql-gatehouse-dev")
    assert server.inputs["network"] == {
        "delegatedSubnetResourceId": declared.one("network:Subnet", "database").outputs["id"],
        "privateDnsZoneArmResourceId": declared.one("privatedns:PrivateZone", "database").outputs[
            "id"
        ],
        "publicNetworkAccess": "Disabled",
    }
    # Without the link the server would be made, and found by nobody.
    assert "privatedns:VirtualNetworkLink database" in declared.waits_for(server)


def test_the_name_is_known_before_the_server_exists(declared: Declared) -> None:
    server = declared.one(SERVER, "psql-gatehouse-dev")
    (component,) = declared.graph.of_type("gatehouse:postgres_server:PostgresServer")
    name = declared.one("index/randomId:RandomId", "psql-gatehouse-dev")
    assert server.inputs["serverName"] == name.outputs["hex"]
    assert component.outputs["hostName"] == server.outputs["fullyQualifiedDomainName"]
    assert declared.waits_for(name) == set()


def test_only_the_apps_identity_signs_in(declared: Declared) -> None:
    server = declared.one(SERVER, "psql-gatehouse-dev")
    identity = declared.one("managedidentity:UserAssignedIdentity", "id-web")
    administrator = declared.one(ADMINISTRATOR, "app")
    assert server.inputs["authConfig"] == {
        "activeDirectoryAuth": "Enabled",
        "passwordAuth": "Disabled",
        "tenantId": identity.outputs["tenantId"],
    }
    assert not {"administratorLogin", "administratorLoginPassword"} & server.inputs.keys()
    assert administrator.inputs["objectId"] == identity.outputs["principalId"]
    assert administrator.inputs["principalName"] == identity.outputs["name"]
    assert administrator.inputs["principalType"] == "ServicePrincipal"


def test_people_administer_the_server_after_the_app_and_no_code_waits_for_them(
    run_program: Callable[..., Declared],
) -> None:
    ids = ("9a3f2c64-0d5e-4f7b-8a1c-3e2d1f0b9a87", "1b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9")
    people = [
        {"objectId": ids[0], "name": "ada@contoso.com", "type": "User"},
        {"objectId": ids[1], "name": "Operators", "type": "Group"},
    ]
    declared = run_program(databaseAdministrators=people)
    ada, operators = (declared.one(ADMINISTRATOR, id_) for id_ in ids)
    assert ada.inputs["principalName"] == "ada@contoso.com"
    assert operators.inputs["principalType"] == "Group"
    assert f"{ADMINISTRATOR} app" in declared.waits_for(ada)
    assert f"{ADMINISTRATOR} {ids[0]}" in declared.waits_for(operators)
    release = declared.one("resources:Deployment", "web-gatehouse-dev")
    assert f"{ADMINISTRATOR} app" in declared.waits_for(release)
    assert f"{ADMINISTRATOR} {ids[0]}" not in declared.waits_for(release)


def test_the_password_is_made_up_and_lies_in_the_vault(with_password: Declared) -> None:
    server = with_password.one(SERVER, "psql-gatehouse-dev")
    secret = with_password.one("keyvault:Secret", "database-password")
    made_up = with_password.one("index/randomPassword:RandomPassword", "database-password")
    assert server.inputs["authConfig"] == {
        "activeDirectoryAuth": "Disabled",
        "passwordAuth": "Enabled",
        "tenantId": "",
    }
    assert server.inputs["administratorLogin"] == "gatehouse"
    assert server.inputs["administratorLoginPassword"] == made_up.outputs["result"]
    assert secret.inputs["properties"]["value"] == made_up.outputs["result"]
    assert with_password.graph.of_type(f"azure-native:{ADMINISTRATOR}") == ()


def test_the_servers_children_are_made_one_after_the_other(declared: Declared) -> None:
    chain = [f"{DATABASE} quizzes"]
    chain += [f"{CONFIGURATION} {parameter}" for parameter in PARAMETERS]
    chain += [f"{ADMINISTRATOR} app"]
    for before, after in itertools.pairwise(chain):
        assert before in declared.waits_for(declared.one(*after.split(" ")))


def test_the_required_parameters_are_set(declared: Declared) -> None:
    parameters = declared.graph.of_type(f"azure-native:{CONFIGURATION}")
    set_to = {one.inputs["configurationName"]: one.inputs["value"] for one in parameters}
    assert set_to == {
        "connection_throttle.enable": "on",
        "log_checkpoints": "on",
        "logfiles.retention_days": "7",
        "require_secure_transport": "on",
    }
    assert {one.inputs["source"] for one in parameters} == {"user-override"}


def test_what_a_stack_allows_is_deployed(run_program: Callable[..., Declared]) -> None:
    declared = run_program(
        databaseExtensions=["citext", "uuid-ossp"], databaseCollation="de_DE.utf8"
    )
    allowed = declared.one(CONFIGURATION, "azure.extensions")
    assert allowed.inputs["value"] == "citext,uuid-ossp"
    database = declared.one(DATABASE, "quizzes")
    assert (database.inputs["charset"], database.inputs["collation"]) == ("UTF8", "de_DE.utf8")
    role = declared.one(ADMINISTRATOR, "app")
    assert f"{CONFIGURATION} azure.extensions" in declared.waits_for(role)


def test_a_database_keeps_the_collation_that_it_was_made_with(declared: Declared) -> None:
    database = declared.one(DATABASE, "quizzes")
    assert database.inputs["collation"] == "en_US.utf8"
    ignored = declared.requests[database.urn].ignoreChanges
    assert sorted(ignored) == ["charset", "collation"]


def test_the_development_server_is_the_smallest(declared: Declared) -> None:
    inputs = declared.one(SERVER, "psql-gatehouse-dev").inputs
    assert inputs["sku"] == {"name": "Standard_B1ms", "tier": "Burstable"}
    assert inputs["storage"] == {"storageSizeGB": 32, "autoGrow": "Enabled"}
    assert inputs["backup"] == {"backupRetentionDays": 7, "geoRedundantBackup": "Disabled"}
    assert inputs["highAvailability"]["mode"] == "Disabled"
    assert inputs["version"] == "17"


def test_the_production_server_survives_a_zone_and_a_region(protected: Declared) -> None:
    inputs = protected.one(SERVER, "psql-gatehouse-dev").inputs
    assert inputs["sku"] == {"name": "Standard_D2ds_v5", "tier": "GeneralPurpose"}
    assert inputs["backup"] == {"backupRetentionDays": 35, "geoRedundantBackup": "Enabled"}
    assert inputs["highAvailability"]["mode"] == "ZoneRedundant"


def test_azure_patches_the_server_on_sunday_night(declared: Declared) -> None:
    assert declared.one(SERVER, "psql-gatehouse-dev").inputs["maintenanceWindow"] == {
        "customWindow": "Enabled",
        "dayOfWeek": 0,
        "startHour": 3,
        "startMinute": 0,
    }


@pytest.mark.parametrize("name", ["psql-gatehouse-dev", "quizzes"])
def test_what_holds_data_is_protected_in_production_alone(
    declared: Declared, protected: Declared, name: str
) -> None:
    kinds = {"psql-gatehouse-dev": SERVER, "quizzes": DATABASE}
    urn = declared.one(kinds[name], name).urn
    assert declared.requests[urn].protect is False
    assert protected.requests[urn].protect is True


def test_azure_keeps_zones_administrators_name_and_grown_storage(declared: Declared) -> None:
    server = declared.one(SERVER, "psql-gatehouse-dev")
    assert sorted(declared.requests[server.urn].ignoreChanges) == [
        "administratorLogin",
        "availabilityZone",
        "highAvailability.standbyAvailabilityZone",
        "storage.storageSizeGB",
    ]


def test_what_is_in_the_server_goes_with_it(declared: Declared) -> None:
    server = declared.one(SERVER, "psql-gatehouse-dev")
    children = [
        one
        for kind in (ADMINISTRATOR, DATABASE, CONFIGURATION)
        for one in declared.graph.of_type(f"azure-native:{kind}")
    ]
    assert {declared.requests[one.urn].deletedWith for one in children} == {server.urn}


def test_the_servers_log_goes_to_the_workspace(declared: Declared) -> None:
    setting = declared.one("monitor:DiagnosticSetting", "server")
    server = declared.one(SERVER, "psql-gatehouse-dev")
    assert setting.inputs["resourceUri"] == server.outputs["id"]
    assert setting.inputs["logs"] == [{"category": "PostgreSQLLogs", "enabled": True}]


@pytest.mark.parametrize("authentication", ["entra", "password"])
def test_a_preview_declares_the_same(
    declare: Callable[..., Declared], request: pytest.FixtureRequest, authentication: str
) -> None:
    fixture = {"entra": "declared", "password": "with_password"}[authentication]
    preview = declare(lambda: server(SMALL, authentication, production=False), preview=True)
    assert preview.graph.by_urn.keys() == request.getfixturevalue(fixture).graph.by_urn.keys()


def test_everything_sits_under_the_component(with_password: Declared) -> None:
    (component,) = with_password.graph.of_type("gatehouse:postgres_server:PostgresServer")
    inside = [one for one in with_password.graph.resources if "PostgresServer$" in one.urn]
    assert {one.parent for one in inside} == {component.urn}
