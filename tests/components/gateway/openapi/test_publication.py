from __future__ import annotations

from typing import Any

import pytest

from components.errors import ComponentError
from components.gateway.openapi.publication import read_interfaces
from components.gateway.operation import Parameter
from components.gateway.published_api import PublishedApi
from components.gateway.published_apis import PublishedApis


def api(name: str, **more: Any) -> PublishedApi:
    return PublishedApi(name=name, display_name="", description="", path=name, **more)


def paths(*routes: str) -> dict[str, Any]:
    """Makes an OpenAPI document of routes such as `GET /x`, each called by its path."""
    found: dict[str, Any] = {}
    for route in routes:
        method, _, path = route.partition(" ")
        found.setdefault(path, {})[method.lower()] = {"operationId": f"{method}{path}"}
    return {"paths": found}


DESCRIPTION: dict[str, Any] = {
    "openapi": paths("GET /names", "PUT /names", "GET /v2/names", "GET /teams", "GET /teams/{id}"),
    "unlisted": paths("GET /docs", "GET /openapi.json", "GET /health", "POST /teams/reset"),
    "routes": [
        {"path": "/static", "methods": ["GET"], "kind": "mount", "name": "static"},
        {"path": "/chat", "methods": ["GET"], "kind": "websocket", "name": "chat"},
    ],
    "documentation": ["/docs", "/redoc", "/openapi.json"],
}
MAIN, DOCS = api("main"), api("docs", documentation=True)
TEAMS = api("teams", segment="teams")

CASES: dict[str, tuple[list[PublishedApi], list[str], dict[str, list[str]]]] = {
    "the main API has what the app lists, that of the documentation FastAPI's own": (
        [MAIN, DOCS],
        [],
        {
            "main": [
                "GET /names",
                "GET /teams",
                "GET /teams/{id}",
                "GET /v2/names",
                "PUT /names",
            ],
            "docs": ["GET /docs", "GET /openapi.json"],
        },
    ),
    "a segment and a version have theirs, without their beginning": (
        [MAIN, TEAMS],
        ["v2"],
        {
            "main": ["GET /names", "PUT /names"],
            "teams": ["GET /", "GET /{id}"],
            "main-v2": ["GET /names"],
        },
    ),
    "an API has what it names, whether the app lists it or not": (
        [
            api("main", routes=("/health",)),
            api("docs", documentation=True, routes=("/docs", "/static", "/names")),
            api("teams", segment="teams", routes=("/teams/reset",)),
        ],
        [],
        {
            "main": ["GET /health", "GET /v2/names"],
            "docs": ["GET /docs", "GET /names", "GET /static/*", "PUT /names"],
            "teams": ["GET /", "GET /{id}", "POST /reset"],
        },
    ),
}


@pytest.mark.parametrize(("apis", "versions", "expected"), CASES.values(), ids=CASES)
def test_each_api_has_its_operations(
    apis: list[PublishedApi], versions: list[str], expected: dict[str, list[str]]
) -> None:
    found = read_interfaces(DESCRIPTION, PublishedApis(apis), versions)
    assert {
        name: sorted(f"{one.method} {one.url_template}" for one in interface.operations)
        for name, interface in found.items()
    } == expected


def test_ids_are_unique_in_all_apis_of_an_app() -> None:
    same = {"get": {"operationId": "names"}}
    description = {"openapi": {"paths": {"/names": same, "/v2/names": same}}}
    found = read_interfaces(description, PublishedApis([MAIN]), ["v2"])
    assert {
        name: [one.operation_id for one in each.operations] for name, each in found.items()
    } == {
        "main": ["names_names_get"],
        "main-v2": ["names_v2_names_get"],
    }


def test_what_the_main_api_names_goes_to_the_version_whose_path_it_would_have() -> None:
    description = {"openapi": paths("GET /x", "GET /v2/x"), "unlisted": paths("GET /v2/hidden")}
    main = api("main", routes=("/v2/hidden",))
    found = read_interfaces(description, PublishedApis([main]), ["v2"])
    assert sorted(one.url_template for one in found["main-v2"].operations) == ["/hidden", "/x"]


def test_an_operation_declares_the_parameters_of_its_template_and_no_others() -> None:
    described = {
        "operationId": "read",
        "parameters": [
            {"name": "path", "in": "path", "required": True},
            {"name": "owner", "in": "path", "required": True, "schema": {"type": "integer"}},
            {"name": "q", "in": "query"},
        ],
    }
    description = {
        "openapi": {"paths": {"/{owner}/{box}/{path}": {"get": described}}},
        "routes": [{"path": "/{owner:int}/{box}/{path:path}", "methods": ["GET"]}],
    }
    (operation,) = read_interfaces(description, PublishedApis([MAIN]))["main"].operations
    assert operation.url_template == "/{owner}/{box}/*"
    assert operation.template_parameters == (
        Parameter(name="owner", type="integer", required=True),
        Parameter(name="box", type="string", required=True),
    )
    assert [one.name for one in operation.request.query_parameters] == ["q"]


def test_bodies_of_unlisted_routes_have_their_schemas_too() -> None:
    def document(path: str, name: str) -> dict[str, Any]:
        schema = {"$ref": f"#/components/schemas/{name}"}
        answer = {"content": {"application/json": {"schema": schema}}}
        operation = {"operationId": name, "responses": {"200": answer}}
        schemas = {name: {"type": "object"}}
        return {"paths": {path: {"get": operation}}, "components": {"schemas": schemas}}

    description = {"openapi": document("/a", "A"), "unlisted": document("/b", "B")}
    found = read_interfaces(description, PublishedApis([api("main", routes=("/b",))]))
    assert sorted(found["main"].schemas) == ["A", "B"]


def test_options_is_left_to_a_gateway_that_answers_it() -> None:
    description = {"openapi": paths("GET /x", "OPTIONS /x")}
    published = PublishedApis([MAIN])
    own = read_interfaces(description, published)["main"]
    gateways = read_interfaces(description, published, gateway_answers_options=True)["main"]
    assert [one.method for one in own.operations] == ["GET", "OPTIONS"]
    assert [one.method for one in gateways.operations] == ["GET"]


KNOWN = (
    "allowed are /static/{path:path}, /docs, /openapi.json, /health, /teams/reset, /names, "
    "/v2/names, /teams, /teams/{id}; correct its routes in __main__.py"
)


BELOW = "allowed are routes below /teams; name it in another API"


@pytest.mark.parametrize(
    ("routes", "expected"),
    [
        ("/helth", f"API 'teams' names the route /helth, which isn't there; {KNOWN}"),
        (
            "/chat",
            f"API 'teams' names the WebSocket route /chat, which no HTTP trigger takes; {KNOWN}",
        ),
        (
            "/health",
            "API 'teams' names the route /health, which doesn't begin with its segment; " + BELOW,
        ),
    ],
)
def test_a_route_that_an_api_can_not_have_is_refused(routes: str, expected: str) -> None:
    named = api("teams", segment="teams", routes=(routes,))
    with pytest.raises(ComponentError) as refusal:
        read_interfaces(DESCRIPTION, PublishedApis([MAIN, named]))
    assert str(refusal.value) == expected


def test_a_route_that_two_apis_name_is_refused() -> None:
    other = api("other", documentation=True, routes=("/health",))
    with pytest.raises(ComponentError) as refusal:
        read_interfaces(DESCRIPTION, PublishedApis([api("main", routes=("/health",)), other]))
    assert str(refusal.value) == (
        "the APIs 'main' and 'other' both name the route /health; allowed is one API for each "
        "route; correct their routes in __main__.py"
    )


def test_an_app_without_routes_has_none_to_name() -> None:
    with pytest.raises(ComponentError, match="allowed are none; "):
        read_interfaces({}, PublishedApis([api("main", routes=("/x",))]))


def test_a_segment_that_no_route_has_is_refused() -> None:
    with pytest.raises(ComponentError) as refusal:
        read_interfaces(DESCRIPTION, PublishedApis([MAIN]), ["v2", "v4"])
    assert str(refusal.value) == (
        "no route begins with /v4/, so no version or API 'v4' can be published; allowed are "
        'first segments of routes; give them APIRouter(prefix="/v4")'
    )


@pytest.mark.parametrize("method", ["TRACE", "PURGE"])
def test_a_method_that_functions_do_not_take_is_refused(method: str) -> None:
    with pytest.raises(ComponentError) as refusal:
        read_interfaces({"openapi": paths(f"{method} /x")}, PublishedApis([MAIN]))
    assert str(refusal.value) == (
        f"{method} /x can't be published: no HTTP trigger of Azure Functions takes the method; "
        "allowed are GET, PUT, POST, DELETE, OPTIONS, HEAD, PATCH; keep the route from being "
        "published by include_in_schema=False"
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("/users/{id}", "/users/{name}"),
        ("/Users", "/users"),
        ("/{a}/x/{b}", "/{b}/X/{a}"),
    ],
)
def test_two_routes_of_the_same_template_are_refused(first: str, second: str) -> None:
    with pytest.raises(ComponentError) as refusal:
        read_interfaces(
            {"openapi": paths(f"GET {first}", f"PUT {second}", f"GET {second}")},
            PublishedApis([MAIN]),
        )
    assert str(refusal.value) == (
        f"GET {first} and GET {second} have the same URL template for API Management, which "
        "ignores case, converters and the names of parameters; allowed is one route for each; "
        "change one of the paths, or keep it from being published by include_in_schema=False"
    )
