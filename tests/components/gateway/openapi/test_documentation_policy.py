from __future__ import annotations

from typing import Any

import pytest

from components.gateway.openapi.documentation_policy import documentation_policy
from components.gateway.openapi.publication import read_interfaces
from components.gateway.published_api import PublishedApi
from components.gateway.published_apis import PublishedApis

MAIN = PublishedApi(name="shop", display_name="", description="", path="v1/api", product="Shop")
DOCS = PublishedApi(name="docs", display_name="", description="", path="docs", documentation=True)
PAGE = {"get": {"operationId": "page"}, "head": {"operationId": "page"}}
DESCRIPTION: dict[str, Any] = {
    "openapi": {"paths": {"/x": {"get": {"operationId": "x"}}}},
    "unlisted": {"paths": {"/docs": PAGE}},
    "documentation": ["/docs"],
}


def test_the_document_names_the_api_s_path_and_no_placeholder_is_left() -> None:
    text = documentation_policy(DESCRIPTION, MAIN, {})
    assert 'new JProperty("url", "/v1/api")' in text
    assert "<?" not in text


@pytest.mark.parametrize(("product", "expected"), [("Shop", True), ("", False)])
def test_the_key_is_declared_where_one_is_needed(product: str, *, expected: bool) -> None:
    api = PublishedApi(name="shop", display_name="", description="", path="api", product=product)
    text = documentation_policy(DESCRIPTION, api, {})
    assert ("Ocp-Apim-Subscription-Key" in text) is expected
    assert "<?" not in text


@pytest.mark.parametrize(
    "openapi", [None, {"paths": {}, "servers": [{"url": "/api"}]}], ids=["none", "servers"]
)
def test_an_app_that_needs_none_gets_none(openapi: dict[str, Any] | None) -> None:
    assert documentation_policy({**DESCRIPTION, "openapi": openapi}, MAIN, {}) == ""


def test_the_app_s_own_pages_have_it_and_nothing_else_has() -> None:
    found = read_interfaces(DESCRIPTION, PublishedApis([MAIN, DOCS]))
    assert {
        f"{one.method} {one.url_template}": bool(one.policy)
        for interface in found.values()
        for one in interface.operations
    } == {"GET /docs": True, "HEAD /docs": False, "GET /x": False}


def flow(**urls: str) -> dict[str, Any]:
    schemes = {"Login": {"type": "oauth2", "flows": {"password": urls}}, "Key": {"type": "apiKey"}}
    return {"paths": {}, "components": {"securitySchemes": schemes}}


LOGIN = 'document["components"]["securitySchemes"]["Login"]["flows"]["password"]'
OPEN = 'new JArray(new JObject(new JProperty("url", "/open")))'
STATEMENTS: dict[str, tuple[dict[str, Any], dict[str, str], list[str]]] = {
    "a path that another API has names its server": (
        {"paths": {"/x": {}, "/y": {}, "/z": {}}},
        {"/x": "/v1/api", "/y": "/open"},
        [
            f'document["paths"]["/y"]["servers"] = {OPEN};',
        ],
    ),
    "a URL of a login that is a route of the app leads there": (
        flow(tokenUrl="token", refreshUrl="/token"),
        {"/token": "/open"},
        [f'{LOGIN}["tokenUrl"] = "/open/token";', f'{LOGIN}["refreshUrl"] = "/open/token";'],
    ),
    "one that leads elsewhere stays": (
        flow(tokenUrl="https://login.example/token", authorizationUrl="/hidden"),
        {"/token": "/open"},
        [],
    ),
}


@pytest.mark.parametrize(
    ("openapi", "prefixes", "expected"), STATEMENTS.values(), ids=list(STATEMENTS)
)
def test_what_is_published_elsewhere_is_told(
    openapi: dict[str, Any], prefixes: dict[str, str], expected: list[str]
) -> None:
    text = documentation_policy({"openapi": openapi}, MAIN, prefixes)
    lines = [line.strip() for line in text.splitlines()]
    servers = next(at for at, line in enumerate(lines) if line.startswith('document["servers"]'))
    keys = lines.index(
        'if (document["components"] == null) { document["components"] = new JObject(); }'
    )
    assert lines[servers + 1 : keys] == expected


@pytest.mark.parametrize("path", ["v1/api/teams", "teams-api"])
def test_a_segment_needs_no_server_or_none_would_be_right(path: str) -> None:
    teams = PublishedApi(name="teams", display_name="", description="", path=path, segment="teams")
    paths: dict[str, Any] = {"/x": {"get": {}}, "/teams/{id}": {"get": {}}}
    found = read_interfaces(
        {**DESCRIPTION, "openapi": {"paths": paths}}, PublishedApis([MAIN, DOCS, teams])
    )
    (page,) = (one.policy for one in found["docs"].operations if one.policy)
    assert 'document["paths"]' not in page
