"""The endpoints of an app: each method of each route, whether its OpenAPI document lists it or not.

What describes an app is a JSON object with these members, each of which may be missing:

    openapi        its OpenAPI document
    unlisted       an OpenAPI document of the routes with include_in_schema=False
    routes         the route table: path, methods, name, and kind: route, mount or websocket
    documentation  the paths of FastAPI's own documentation
    functions      the functions: name, trigger, route, methods
    route_prefix   what Azure Functions puts in front of each function's route
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from components.gateway.openapi.url_template import opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

METHODS = ("GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH")
"""Methods of an HTTP trigger in Python; no request with another one reaches the app.

https://learn.microsoft.com/python/api/azure-functions/azure.functions.httpmethod
"""
PATH_ITEM = ("summary", "description", "servers", "parameters", "$ref")
"""Members of an OpenAPI path item that are no methods."""
ROUTE, MOUNT, WEBSOCKET = "route", "mount", "websocket"
BELOW = "/{path:path}"
"""Everything below the path of a mounted app."""
EVERYTHING = re.compile(r".*/\{\*[^{}]+\}")
"""The path of a function that hands every request to an app: its routes say more."""

WERKZEUG = re.compile(r"<(?:(\w+)(?:\([^()]*\))?:)?(\w+)>")
"""A parameter as Flask writes it: converter, which may have arguments, and name."""

Description = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One method of one route."""

    method: str
    path: str
    """As the app has it, with converters."""
    name: str
    """What its operation is called when nothing else is: OpenAPI's operation id, or the route's."""
    listed: bool
    """Whether it is published when nobody names it."""
    kind: str = ROUTE
    described: Mapping[str, Any] = field(default_factory=dict)
    """The operation in the OpenAPI document; empty where there is none."""

    def is_at(self, path: str) -> bool:
        """Whether somebody who writes the path means this endpoint."""
        known = {self.path, opened(self.path)}
        if self.kind == MOUNT:
            known.add(self.path.removesuffix(BELOW) or "/")
        return _as_starlette(path) in known


def read_endpoints(description: Mapping[str, Any]) -> list[Endpoint]:
    """Returns every endpoint of the app, in the order of its route table as far as there is one."""
    routes: Sequence[Description] = description.get("routes") or ()
    listed, unlisted = description.get("openapi"), description.get("unlisted")
    bare = listed is None  # Then nothing tells which routes are meant to be published: all are.
    endpoints = [
        *_routed(routes, listed=bare),
        *_documented(unlisted or {}, routes, listed=bare),
        *_documented(listed or {}, routes, listed=True),
    ]
    # Who comes later knows more about the endpoint.
    found = {(one.method, opened(one.path)): one for one in endpoints}
    triggers = _functions(description.get("functions") or (), description.get("route_prefix", ""))
    extra = [one for one in triggers if not (found and EVERYTHING.fullmatch(one.path))]
    return [*found.values(), *extra]


def _documented(
    document: Description, routes: Iterable[Description], *, listed: bool
) -> Iterator[Endpoint]:
    written = {
        (method.upper(), opened(path)): path
        for route in routes
        for path in [_as_starlette(route["path"])]
        for method in route.get("methods") or ()
    }
    for path, item in document.get("paths", {}).items():
        operations = {method: one for method, one in item.items() if method not in PATH_ITEM}
        for method, operation in operations.items():
            parameters = (*item.get("parameters", ()), *operation.get("parameters", ()))
            key = method.upper(), opened(_as_starlette(path))
            yield Endpoint(
                method=method.upper(),
                path=written.get(key, _as_starlette(path)),
                name=_own_id(method, operations),
                listed=listed,
                described={
                    **operation,
                    "parameters": [_referred(document, one) for one in parameters],
                    "requestBody": _referred(document, operation.get("requestBody", {})),
                    "responses": {
                        status: _referred(document, one)
                        for status, one in operation.get("responses", {}).items()
                    },
                },
            )


def _referred(document: Description, part: Description) -> Description:
    """Returns the part that stands among the document's components under the part's `$ref`.

    >>> _referred({"components": {"headers": {"A": {"x": 1}}}}, {"$ref": "#/components/headers/A"})
    {'x': 1}
    """
    if "$ref" not in part:
        return part
    found: Any = document
    for word in part["$ref"].removeprefix("#/").split("/"):
        found = found.get(word, {})
    referred: Description = found
    return referred


def _own_id(method: str, operations: Mapping[str, Description]) -> str:
    """Returns the id of one of a path's operations.

    FastAPI ends the id of a route of several methods with one of them, at each start another one:
    `any_any_post` stands for GET, too, which is called `any_any_get`.
    """
    operation_id: str = operations[method].get("operationId", "")
    same = {each for each, one in operations.items() if one.get("operationId") == operation_id}
    stem, _, ending = operation_id.rpartition("_")
    return f"{stem}_{method}" if len(same) > 1 and ending in same else operation_id


def _routed(routes: Iterable[Description], *, listed: bool) -> Iterator[Endpoint]:
    for route in routes:
        kind, path = route.get("kind", ROUTE), _as_starlette(route["path"])
        if kind == MOUNT:
            path = path.rstrip("/") + BELOW
        methods = (WEBSOCKET,) if kind == WEBSOCKET else route.get("methods") or METHODS
        for method in sorted(methods):
            yield Endpoint(
                method=method.upper(),
                path=path,
                name=route.get("name") or "",
                listed=listed and kind != WEBSOCKET,
                kind=kind,
            )


def _functions(functions: Iterable[Description], prefix: str) -> Iterator[Endpoint]:
    """Yields the HTTP triggers, that by which an app gets every request among them."""
    for function in functions:
        route = function.get("route") or function["name"]
        if function["trigger"] != "httpTrigger":
            continue
        path = "/".join(part.strip("/") for part in (prefix, route) if part)
        for method in sorted(function.get("methods") or METHODS):
            yield Endpoint(
                method=method.upper(), path=f"/{path}", name=function["name"], listed=True
            )


def _as_starlette(path: str) -> str:
    """Returns the path with its parameters written as Starlette does.

    >>> _as_starlette("/words/<int:id>/<path:rest>"), _as_starlette("/<name>")
    ('/words/{id:int}/{rest:path}', '/{name}')
    """
    return WERKZEUG.sub(lambda one: f"{{{one[2]}:{one[1]}}}" if one[1] else f"{{{one[2]}}}", path)
