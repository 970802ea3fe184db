from __future__ import annotations

import re
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pulumi_azure_native import managedidentity

from components.platform.platform import Platform, PlatformArgs
from components.web.web_app import WebApp, WebAppArgs
from components.web.web_scale import WebScale

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Declared

SITE = "web:WebApp"
FLASK = """
from flask import Flask

app = Flask(__name__)


@app.get("/healthz")
def healthz() -> str:
    return "served by Flask"
"""


@pytest.fixture(scope="module")
def flask_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("flask_site")
    (folder / "app.py").write_text(FLASK)
    (folder / "requirements.txt").write_text("flask==3.1.2\ngunicorn==25.0.0\n")
    return folder


@pytest.fixture(scope="module")
def declare_flask(declare: Callable[..., Declared], flask_folder: Path) -> Callable[..., Declared]:
    def sites() -> None:
        platform = Platform(
            "gatehouse-dev",
            PlatformArgs(
                location="westeurope",
                log_retention_days=30,
                log_daily_quota_gb=1,
                production=False,
            ),
        )
        for name in ("one", "two"):
            identity = managedidentity.UserAssignedIdentity(
                f"id-{name}", resource_group_name=platform.resource_group_name
            )
            args = WebAppArgs(
                platform=platform,
                source=flask_folder,
                startup_command="gunicorn app:app",
                health_check_path="/healthz",
                identity=identity,
                settings={"GREETING": name},
                scale=WebScale(python_version="3.13", sku="P0v3", instances=2, zone_redundant=True),
            )
            WebApp(name, args)

    return lambda **options: declare(sites, **options)


@pytest.fixture(scope="module")
def flask(declare_flask: Callable[..., Declared]) -> Declared:
    return declare_flask()


def settings_of(declared: Declared, name: str) -> dict[str, str]:
    pairs = declared.one(SITE, name).inputs["siteConfig"]["appSettings"]
    return {pair["name"]: pair["value"] for pair in pairs}


def test_any_wsgi_folder_is_deployed_and_two_of_them_side_by_side(
    flask: Declared, flask_folder: Path
) -> None:
    for name in ("one", "two"):
        config = flask.one(SITE, f"app-{name}").inputs["siteConfig"]
        assert config["appCommandLine"] == "gunicorn app:app"
        assert config["linuxFxVersion"] == "PYTHON|3.13"
        assert settings_of(flask, f"app-{name}")["GREETING"] == name
        release = flask.one("code_release:CodeRelease", f"web-{name}")
        assert Path(release.inputs["source"]).resolve() == flask_folder
        assert release.inputs["siteName"] == flask.one(SITE, f"app-{name}").outputs["name"]


def test_the_released_flask_app_serves_by_its_startup_command(
    flask: Declared, tmp_path: Path
) -> None:
    source = flask.one("storage:Blob", "web-one").inputs["source"]
    with zipfile.ZipFile(source["path"]) as code:
        code.extractall(tmp_path)
    command = flask.one(SITE, "app-one").inputs["siteConfig"]["appCommandLine"].split()
    with subprocess.Popen(
        [Path(sys.executable).parent / command[0], *command[1:]],
        cwd=tmp_path,
        env={"GUNICORN_CMD_ARGS": "--bind 127.0.0.1:0 --no-control-socket"},
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        try:
            url = next(filter(None, map(listening_at, process.stderr)))
            with urllib.request.urlopen(f"{url}/healthz", timeout=30) as answer:
                assert (answer.status, answer.read()) == (200, b"served by Flask")
        finally:
            process.terminate()
            process.stderr.read()


def listening_at(line: str) -> str | None:
    match = re.search(r"Listening at: (http://\S+)", line)
    return match and match[1]


def test_the_plan_is_as_asked_for(flask: Declared, deployed: Declared) -> None:
    large = flask.one("web:AppServicePlan", "asp-web-one").inputs
    small = deployed.one("web:AppServicePlan", "asp-web-gatehouse-dev").inputs
    assert large["sku"] == {"name": "P0v3", "capacity": 2}
    assert large["zoneRedundant"] is True
    assert small["sku"] == {"name": "B1", "capacity": 1}
    assert small["zoneRedundant"] is False
    assert (small["kind"], small["reserved"]) == ("linux", True)


def test_the_site_is_closed_to_everything_but_https(deployed: Declared) -> None:
    site = deployed.one(SITE, "app-gatehouse-dev").inputs
    config = site["siteConfig"]
    assert site["httpsOnly"] is True
    assert site["clientAffinityEnabled"] is False
    assert (config["minTlsVersion"], config["scmMinTlsVersion"]) == ("1.2", "1.2")
    assert config["ftpsState"] == "Disabled"
    assert config["http20Enabled"] is True
    assert config["remoteDebuggingEnabled"] is False
    for kind in ("web:WebAppFtpAllowed", "web:WebAppScmAllowed"):
        assert deployed.one(kind, "web-gatehouse-dev").inputs["allow"] is False


def test_requests_stay_encrypted_up_to_the_instance_where_the_plan_can(
    deployed: Declared, flask: Declared
) -> None:
    assert deployed.one(SITE, "app-gatehouse-dev").inputs["endToEndEncryptionEnabled"] is False
    assert flask.one(SITE, "app-one").inputs["endToEndEncryptionEnabled"] is True


def test_the_site_stays_awake_and_is_watched(deployed: Declared) -> None:
    config = deployed.one(SITE, "app-gatehouse-dev").inputs["siteConfig"]
    assert config["alwaysOn"] is True
    assert config["healthCheckPath"] == "/healthz"


def test_the_site_reaches_database_and_vault_through_its_subnet(deployed: Declared) -> None:
    site = deployed.one(SITE, "app-gatehouse-dev").inputs
    subnet = deployed.one("network:Subnet", "web")
    vault = deployed.one("keyvault:Vault", "kv-gatehouse-dev")
    rules = vault.inputs["properties"]["networkAcls"]["virtualNetworkRules"]
    assert site["virtualNetworkSubnetId"] == subnet.outputs["id"]
    assert site["outboundVnetRouting"] == {"applicationTraffic": True}
    assert rules == [{"id": subnet.outputs["id"]}]


def test_the_plan_goes_before_the_subnet_that_its_instances_are_in(deployed: Declared) -> None:
    plan = deployed.one("web:AppServicePlan", "asp-web-gatehouse-dev")
    assert "network:Subnet web" in deployed.waits_for(plan)


def test_the_apps_identity_may_read_secrets_send_telemetry_and_nothing_else(
    deployed: Declared,
) -> None:
    identity = deployed.one("managedidentity:UserAssignedIdentity", "id-web-gatehouse-dev")
    grants = [
        one.inputs
        for one in deployed.graph.of_type("azure-native:authorization:RoleAssignment")
        if one.inputs["principalId"] == identity.outputs["principalId"]
    ]
    granted = {grant["roleDefinitionId"].rsplit("/", 1)[1]: grant["scope"] for grant in grants}
    vault = deployed.one("keyvault:Vault", "kv-gatehouse-dev")
    insights = deployed.one("applicationinsights:Component", "appi-gatehouse-dev")
    assert granted == {
        "4633458b-17de-408a-b874-0445c86b69e6": vault.outputs["id"],
        "3913510d-42f4-4e42-8a64-420c390055eb": insights.outputs["id"],
    }


def test_the_site_waits_for_its_right_to_read_secrets(deployed: Declared) -> None:
    site = deployed.one(SITE, "app-gatehouse-dev")
    right = "authorization:RoleAssignment web-gatehouse-dev-key-vault-secrets-user"
    assert right in deployed.waits_for(site)
    assert (
        site.inputs["keyVaultReferenceIdentity"]
        == site.inputs["identity"]["userAssignedIdentities"][0]
    )


def test_the_site_is_made_when_the_vault_has_known_its_role_for_minutes(
    deployed: Declared,
) -> None:
    site = deployed.one(SITE, "app-gatehouse-dev")
    assert "dbforpostgresql:Server psql-gatehouse-dev" in deployed.waits_for(site)


def test_the_code_waits_for_the_last_change_of_the_server(deployed: Declared) -> None:
    release = deployed.one("resources:Deployment", "web-gatehouse-dev")
    assert "dbforpostgresql:AdministratorsMicrosoftEntra app" in deployed.waits_for(release)


def test_oryx_builds_the_zip_that_one_deploy_brings(deployed: Declared) -> None:
    release = deployed.one("resources:Deployment", "web-gatehouse-dev")
    (extension,) = release.inputs["properties"]["template"]["resources"]
    assert extension["properties"]["type"] == "zip"
    settings = settings_of(deployed, "app-gatehouse-dev")
    assert settings["SCM_DO_BUILD_DURING_DEPLOYMENT"] == "true"


def test_the_sites_logs_go_to_the_workspace(deployed: Declared) -> None:
    setting = deployed.one("monitor:DiagnosticSetting", "web-gatehouse-dev")
    site = deployed.one(SITE, "app-gatehouse-dev")
    assert setting.inputs["resourceUri"] == site.outputs["id"]
    assert [log["category"] for log in setting.inputs["logs"]] == [
        "AppServiceAppLogs",
        "AppServiceAuditLogs",
        "AppServiceConsoleLogs",
        "AppServiceHTTPLogs",
        "AppServicePlatformLogs",
    ]


def test_everything_sits_under_its_component(flask: Declared) -> None:
    known = flask.graph.by_urn
    for name in ("one", "two"):
        component = flask.one("web_app:WebApp", name)
        site = flask.one(SITE, f"app-{name}")
        assert known[site.parent] is component
        assert component.outputs == {
            "hostName": site.outputs["defaultHostName"],
            "url": f"https://{site.outputs['defaultHostName']}/",
        }


def test_a_preview_declares_the_same(
    declare_flask: Callable[..., Declared], flask: Declared
) -> None:
    preview = declare_flask(preview=True)
    assert preview.graph.by_urn.keys() == flask.graph.by_urn.keys()
