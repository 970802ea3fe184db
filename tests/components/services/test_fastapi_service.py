from __future__ import annotations

from typing import TYPE_CHECKING

from components.services.fastapi_service import app_settings

if TYPE_CHECKING:
    from tests.conftest import Declared


def test_the_app_learns_both_paths_from_its_settings() -> None:
    assert app_settings("public", "api") == {
        "RUNNING_IN_PRODUCTION": "true",
        "PUBLIC_PATH": "/public",
        "API_PATH": "/api",
    }


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
