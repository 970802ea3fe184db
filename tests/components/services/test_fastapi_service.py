from __future__ import annotations

import runpy
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from components.gateway.published_api import PublishedApi
from components.gateway.published_apis import PublishedApis
from components.services.fastapi_service import gateway_settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Declared

LAST_ENTRY = """\
                routes=("/docs", "/openapi.json", "/static/{file}"),
            ),
"""
ENTRY = """\
            PublishedApi(
                name="teams",
                display_name="Teams",
                description="Who plays for whom",
                path=f"{config.api_path}/teams",
                product="Simple FastAPI",
                segment="teams",
            ),
"""
ROUTE = '''

@router.get("/teams/{team}")
async def get_team(team: int) -> int:
    """Returns a team."""
    return team
'''


@pytest.fixture(scope="module")
def with_teams(
    declare: Callable[..., Declared], root: Path, tmp_path_factory: pytest.TempPathFactory
) -> Declared:
    """The program with one more route and one more entry."""
    folder = tmp_path_factory.mktemp("program")
    for name in ("function_app", "django_app", "policies"):
        shutil.copytree(root / name, folder / name)
    routes = folder / "function_app" / "routes.py"
    routes.write_text(routes.read_text() + ROUTE)
    main = folder / "__main__.py"
    program = (root / "__main__.py").read_text()
    assert program.count(LAST_ENTRY) == 1
    main.write_text(program.replace(LAST_ENTRY, LAST_ENTRY + ENTRY))
    return declare(lambda: runpy.run_path(str(main), run_name="__main__"))


def test_a_third_api_is_one_entry(with_teams: Declared, deployed: Declared) -> None:
    new = {
        f"{one.type.partition(':')[2]} {one.name}"
        for one in with_teams.graph.resources
        if one.urn not in deployed.graph.by_urn
    }
    assert new == {
        "api:Api teams",
        "apimanagement:Api teams",
        "apimanagement:ApiOperation get_team",
        "apimanagement:ApiPolicy teams",
        "apimanagement:ApiSchema teams",
        "apimanagement:Backend function-app-teams",
        "apimanagement:ProductApi teams",
    }


def test_an_api_has_the_routes_of_its_segment_and_the_main_one_the_rest(
    with_teams: Declared,
) -> None:
    templates = {
        operation.inputs["apiId"]: operation.inputs["urlTemplate"]
        for operation in with_teams.graph.of_type("azure-native:apimanagement:ApiOperation")
    }
    assert templates["teams"] == "/{team}"
    assert templates["simple-fastapi-api"] == "/generate_name"
    api = with_teams.one("apimanagement:Api", "teams").inputs
    assert (api["path"], api["subscriptionRequired"]) == ("api/teams", True)
    backend = with_teams.one("apimanagement:Backend", "function-app-teams").inputs
    assert backend["url"].endswith(".azurewebsites.net/teams")
    policy = with_teams.one("apimanagement:ApiPolicy", "teams").inputs["value"]
    assert 'backend-id="function-app-teams"' in policy


def test_the_sample_call_needs_nothing_but_the_key(deployed: Declared) -> None:
    outputs = deployed.graph.stack_outputs
    assert outputs["sample_url"] == f"{outputs['api_url']}/generate_name"


def test_an_app_without_such_a_call_has_no_sample(
    declare: Callable[..., Declared], root: Path, tmp_path: Path
) -> None:
    for name in ("function_app", "django_app", "policies"):
        shutil.copytree(root / name, tmp_path / name)
    (tmp_path / "policies" / "generate_name.xml").unlink()
    routes = tmp_path / "function_app" / "routes.py"
    routes.write_text(routes.read_text().replace('router.get("/generate_name"', 'router.post("/n"'))
    main = tmp_path / "__main__.py"
    shutil.copy(root / "__main__.py", main)
    declared = declare(lambda: runpy.run_path(str(main), run_name="__main__"))
    assert declared.graph.stack_outputs["sample_url"] == ""


def test_the_app_learns_both_paths_from_its_settings() -> None:
    main = PublishedApi(name="names", display_name="", description="", path="api")
    docs = replace(main, name="docs", path="public", documentation=True)
    assert gateway_settings(PublishedApis([docs, main])) == {
        "RUNNING_IN_PRODUCTION": "true",
        "PUBLIC_PATH": "/public",
        "API_PATH": "/api",
    }
    assert "PUBLIC_PATH" not in gateway_settings(PublishedApis([main]))


def test_other_paths_reach_gateway_app_and_outputs_alike(varied: Declared) -> None:
    site = varied.one("web:WebApp", "func-gatehouse-dev").inputs["siteConfig"]["appSettings"]
    assert varied.one("apimanagement:Api", "simple-fastapi-api").inputs["path"] == "v1"
    assert varied.one("apimanagement:Api", "public-docs").inputs["path"] == "open/docs"
    assert {"name": "API_PATH", "value": "/v1"} in site
    assert {"name": "PUBLIC_PATH", "value": "/open/docs"} in site
    outputs = varied.graph.stack_outputs
    assert outputs["api_url"] == f"{outputs['gateway_url']}/v1"
    assert outputs["docs_url"] == f"{outputs['gateway_url']}/open/docs/docs"


def test_the_docs_api_serves_what_the_app_documents_and_nothing_else(deployed: Declared) -> None:
    templates = {
        operation.inputs["urlTemplate"]
        for operation in deployed.graph.of_type("azure-native:apimanagement:ApiOperation")
        if operation.inputs["apiId"] == "public-docs"
    }
    assert templates >= {"/docs", "/openapi.json"}
    assert "/generate_name" not in templates
