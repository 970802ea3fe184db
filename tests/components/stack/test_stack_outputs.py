from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tools.leave_out_samples import without

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Declared

OTHER_SITE = """
from components.services.web_service import WebService, WebServiceArgs
guestbook = WebService(
    f"{name}-guestbook",
    WebServiceArgs(
        platform=platform,
        source=ROOT / "examples" / "flask_app",
        startup_command="gunicorn wsgi:app",
        scale=config.web.scale,
    ),
)
system = System("""
PORTAL = "https://portal.azure.com/#@{tenant_id}/resource{id}/{page}"


@pytest.mark.parametrize(
    ("output", "type_", "name", "page"),
    [
        ("portal_resource_group", "resources:ResourceGroup", "rg-gatehouse-dev", "overview"),
        (
            "portal_gateway",
            "apimanagement:ApiManagementService",
            "apim-gatehouse-dev",
            "overview",
        ),
        ("portal_workbook", "applicationinsights:Workbook", "overview", "workbook"),
        (
            "portal_live_metrics",
            "applicationinsights:Component",
            "appi-gatehouse-dev",
            "quickPulse",
        ),
        ("portal_failures", "applicationinsights:Component", "appi-gatehouse-dev", "failures"),
        ("portal_function_log_stream", "web:WebApp", "func-gatehouse-dev", "logStream"),
        ("portal_web_log_stream", "web:WebApp", "app-gatehouse-dev", "logStream"),
    ],
)
def test_a_page_of_the_portal_is_that_of_the_resource(
    deployed: Declared, output: str, type_: str, name: str, page: str
) -> None:
    outputs = deployed.graph.stack_outputs
    id_ = deployed.one(type_, name).outputs["id"]
    expected = PORTAL.format(tenant_id=outputs["tenant_id"], id=id_, page=page)
    assert outputs[output] == expected


@pytest.mark.parametrize(
    ("output", "app", "page"),
    [
        ("web_ssh", "web_app", "webssh/host"),
        ("web_deployments", "web_app", "api/deployments"),
        ("function_deployments", "function_app", "api/deployments"),
    ],
)
def test_a_page_beside_an_app_is_on_its_deployment_host(
    deployed: Declared, output: str, app: str, page: str
) -> None:
    outputs = deployed.graph.stack_outputs
    assert outputs[output] == f"https://{outputs[app]}.scm.azurewebsites.net/{page}"


def test_the_ids_are_those_of_the_account_that_deploys(deployed: Declared) -> None:
    outputs = deployed.graph.stack_outputs
    group = deployed.one("resources:ResourceGroup", "rg-gatehouse-dev")
    vault = deployed.one("keyvault:Vault", "kv-gatehouse-dev")
    assert group.outputs["id"].split("/")[2] == outputs["subscription_id"]
    assert vault.inputs["properties"]["tenantId"] == outputs["tenant_id"]


@pytest.mark.parametrize(
    ("folders", "gone"),
    [
        (["function_app"], ("api", "docs", "function", "sample", "subscription_key")),
        (["django_app"], ("web", "admin", "postgres")),
        (
            ["function_app", "django_app"],
            ("api", "docs", "function", "sample", "subscription_key", "web", "admin", "postgres"),
        ),
    ],
)
def test_what_is_left_out_has_no_outputs_and_no_alerts(
    declare: Callable[..., Declared],
    deployed: Declared,
    root: Path,
    folders: list[str],
    gone: tuple[str, ...],
) -> None:
    program = without((root / "__main__.py").read_text(), folders)
    where = {"__file__": str(root / "__main__.py"), "__name__": "__main__"}
    gateway = deployed.graph.stack_outputs["gateway_url"]
    # The folder's documents are there.
    text = program.replace("gateway.refuse_stray_policies()\n", "")
    declared = declare(lambda: exec(compile(text, "__main__.py", "exec"), where))  # noqa: S102
    outputs = declared.graph.stack_outputs
    expected = [one for one in deployed.graph.stack_outputs if not _is_of(one, gone)]
    assert (sorted(outputs), outputs["gateway_url"]) == (sorted(expected), gateway)
    alerts = [one.name for one in declared.graph.of_type("azure-native:monitor:MetricAlert")]
    assert [one for one in alerts if _is_of(one.removeprefix("ar-"), gone)] == []
    assert "ar-gateway-errors-gatehouse-dev" in alerts


def test_without_a_site_the_database_is_that_of_the_main_api(
    declare: Callable[..., Declared], root: Path
) -> None:
    program = (root / "__main__.py").read_text().replace("sites=[django]", "sites=[]")
    given = "settings=config.fastapi,"
    database = 'database=DatabaseArgs(name="orders", server=config.database),'
    text = program.replace(given, f"{given} {database}")
    where = {"__file__": str(root / "__main__.py"), "__name__": "__main__"}
    declared = declare(lambda: exec(compile(text, "__main__.py", "exec"), where))  # noqa: S102
    server = declared.one("dbforpostgresql:Server", "psql-func-gatehouse-dev")
    expected = server.outputs["fullyQualifiedDomainName"]
    assert declared.graph.stack_outputs["postgres_host"] == expected
    alert = declared.one("monitor:MetricAlert", "ar-database-cpu-gatehouse-dev")
    assert alert.inputs["scopes"] == [server.outputs["id"]]


def _is_of(name: str, parts: tuple[str, ...]) -> bool:
    parts = (*parts, *(["database"] if "postgres" in parts else []))
    return name.removeprefix("portal_").startswith(parts)


def test_the_main_site_may_be_any_and_others_have_their_urls_told(
    declare: Callable[..., Declared], root: Path
) -> None:
    text = (root / "__main__.py").read_text().replace("\nsystem = System(", OTHER_SITE)
    program = text.replace("sites=[django]", "sites=[guestbook, django]")
    where = {"__file__": str(root / "__main__.py"), "__name__": "__main__"}
    declared = declare(lambda: exec(compile(program, "__main__.py", "exec"), where))  # noqa: S102
    outputs = declared.graph.stack_outputs
    assert outputs["web_url"].startswith("https://app-gatehouse-dev-guestbook")
    [(name, url)] = outputs["site_urls"].items()
    assert (name, url.startswith("https://app-gatehouse-dev")) == ("gatehouse-dev", True)
    assert [one for one in outputs if one.startswith(("admin", "postgres"))] == []
    alerts = [one.name for one in declared.graph.of_type("azure-native:monitor:MetricAlert")]
    assert [one for one in alerts if "database" in one] == []
