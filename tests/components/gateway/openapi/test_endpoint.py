from __future__ import annotations

from typing import Any

import pytest

from components.gateway.openapi.endpoint import METHODS, read_endpoints

GET = {"get": {"operationId": "read"}}

CASES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "an app of which nothing is known has none": ({}, []),
    "the OpenAPI document tells methods, the route table converters": (
        {
            "openapi": {"paths": {"/files/{path}": GET, "/x": GET}},
            "routes": [{"path": "/files/{path:path}", "methods": ["GET"], "listed": True}],
        },
        ["GET /files/{path:path} read", "GET /x read"],
    ),
    "members of a path that are no methods are none": (
        {"openapi": {"paths": {"/x": {**GET, "summary": "X", "parameters": []}}}},
        ["GET /x read"],
    ),
    "FastAPI's one id for several methods gets the method of each": (
        {
            "openapi": {
                "paths": {
                    "/any": {
                        "get": {"operationId": "any_any_post"},
                        "post": {"operationId": "any_any_post"},
                        "put": {"operationId": "put_any"},
                    }
                }
            }
        },
        ["GET /any any_any_get", "POST /any any_any_post", "PUT /any put_any"],
    ),
    "an ending that is no method of the route stays": (
        {
            "openapi": {
                "paths": {
                    "/x": {"get": {"operationId": "do_put"}, "post": {"operationId": "do_put"}}
                }
            }
        },
        ["GET /x do_put", "POST /x do_put"],
    ),
    "what the document does not list is unlisted": (
        {
            "openapi": {"paths": {"/x": GET}},
            "unlisted": {"paths": {"/health": {"get": {"operationId": "health"}}}},
            "routes": [
                {"path": "/health", "methods": ["GET"], "name": "health"},
                {"path": "/plain", "methods": ["HEAD", "GET"], "name": "plain"},
            ],
        },
        ["(GET /health health)", "(GET /plain plain)", "(HEAD /plain plain)", "GET /x read"],
    ),
    "a route that is told twice is there once": (
        {
            "openapi": {},
            "unlisted": {"paths": {"/a/{b:path}": GET, "/a/{b}": {"get": {"operationId": "own"}}}},
            "routes": [{"path": "/a/{b:path}", "methods": ["GET"], "name": "plain"}],
        },
        ["(GET /a/{b:path} own)"],
    ),
    "Flask writes parameters in its own way": (
        {
            "openapi": None,
            "unlisted": {"paths": {"/words/<int:id>": {"post": {"operationId": "change"}}}},
            "routes": [
                {"path": "/words/<int:id>", "methods": ["POST"], "name": "change"},
                {"path": "/<name>", "methods": ["GET"], "name": "show"},
                {"path": "/s/<any(a, b):kind>/<path:rest>", "methods": ["GET"], "name": "static"},
            ],
        },
        [
            "POST /words/{id:int} change",
            "GET /{name} show",
            "GET /s/{kind:any}/{rest:path} static",
        ],
    ),
    "a mounted app has everything below its path": (
        {
            "openapi": {},
            "routes": [{"path": "/static", "methods": ["GET"], "kind": "mount", "name": "static"}],
        },
        ["(GET /static/{path:path} static)"],
    ),
    "an app without OpenAPI has what its route table tells": (
        {
            "openapi": None,
            "routes": [
                {"path": "/home", "methods": ["GET"], "name": "home"},
                {"path": "/", "methods": ["PUT"], "kind": "mount", "name": None},
                {"path": "/ws", "methods": [], "kind": "websocket", "name": "ws"},
            ],
        },
        ["GET /home home", "PUT /{path:path} ", "(WEBSOCKET /ws ws)"],
    ),
    "HTTP-triggered functions have their routes, behind the prefix of all": (
        {
            "functions": [
                {"name": "hello", "trigger": "httpTrigger", "route": None, "methods": ["GET"]},
                {
                    "name": "item",
                    "trigger": "httpTrigger",
                    "route": "items/{id?}",
                    "methods": ["PUT"],
                },
                {"name": "nightly", "trigger": "timerTrigger"},
            ],
            "route_prefix": "api",
        },
        ["GET /api/hello hello", "PUT /api/items/{id?} item"],
    ),
    "the function of the app itself adds nothing to its routes": (
        {
            "openapi": {"paths": {"/x": GET}},
            "functions": [
                {"name": "http_app_func", "trigger": "httpTrigger", "route": "/{*route}"},
                {"name": "hook", "trigger": "httpTrigger", "route": "hook", "methods": ["POST"]},
            ],
        },
        ["GET /x read", "POST /hook hook"],
    ),
    "it stands for an app that tells no route": (
        {
            "functions": [
                {"name": "http_app_func", "trigger": "httpTrigger", "route": "/{*route}"},
            ],
        },
        [f"{method} /{{*route}} http_app_func" for method in sorted(METHODS)],
    ),
}


@pytest.mark.parametrize(("description", "expected"), CASES.values(), ids=CASES)
def test_an_app_has_the_endpoints_of_its_description(
    description: dict[str, Any], expected: list[str]
) -> None:
    found = [
        (f"{one.method} {one.path} {one.name}", one.listed) for one in read_endpoints(description)
    ]
    assert [text if listed else f"({text})" for text, listed in found] == expected


def test_parameters_of_a_path_belong_to_all_its_methods() -> None:
    path = {
        "parameters": [{"name": "id", "in": "path"}],
        "get": {"operationId": "read", "parameters": [{"name": "q", "in": "query"}]},
    }
    (endpoint,) = read_endpoints({"openapi": {"paths": {"/x/{id}": path}}})
    assert [one["name"] for one in endpoint.described["parameters"]] == ["id", "q"]


def test_what_stands_among_the_components_is_put_where_it_is_referred_to() -> None:
    operation = {
        "parameters": [{"$ref": "#/components/parameters/Page"}],
        "requestBody": {"$ref": "#/components/requestBodies/Order"},
        "responses": {"404": {"$ref": "#/components/responses/Gone"}, "200": {}},
    }
    page, gone = {"name": "page", "in": "query"}, {"description": "Gone"}
    order: dict[str, Any] = {"content": {}}
    document = {
        "paths": {"/x": {"put": operation}},
        "components": {
            "parameters": {"Page": page},
            "requestBodies": {"Order": order},
            "responses": {"Gone": gone},
        },
    }
    (endpoint,) = read_endpoints({"openapi": document})
    assert endpoint.described == {
        "parameters": [page],
        "requestBody": order,
        "responses": {"404": gone, "200": {}},
    }


@pytest.mark.parametrize(
    ("route", "path", "expected"),
    [
        ({"path": "/files/{path:path}"}, "/files/{path:path}", True),
        ({"path": "/files/{path:path}"}, "/files/{path}", True),
        ({"path": "/files/{path:path}"}, "/files", False),
        ({"path": "/words/<int:id>"}, "/words/<int:id>", True),
        ({"path": "/static", "kind": "mount"}, "/static", True),
        ({"path": "", "kind": "mount"}, "/", True),
        ({"path": "/static", "kind": "mount"}, "/", False),
    ],
)
def test_a_route_is_meant_by_its_path_with_or_without_converters(
    route: dict[str, Any], path: str, *, expected: bool
) -> None:
    endpoint = read_endpoints({"routes": [{**route, "methods": ["GET"]}]})[0]
    assert endpoint.is_at(path) is expected
