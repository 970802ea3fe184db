"""What a function app offers, as JSON: its functions, and the routes of the app that it wraps."""

from __future__ import annotations

import json
import warnings
from typing import TYPE_CHECKING, Any

from .function_app import HTTP_TRIGGER, FunctionApp, IndexedFunction, IndexingError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

Json = dict[str, Any]

DEFAULT_PREFIX = "api"
DOCUMENTATION = ("docs_url", "redoc_url", "openapi_url", "swagger_ui_oauth2_redirect_url")
"""Attributes of a FastAPI app with the paths of its own pages."""


def describe_functions(app: FunctionApp, folder: Path) -> Json:
    """Returns the functions and the prefix of their routes."""
    return {
        "route_prefix": route_prefix(folder / "host.json"),
        "functions": [_function(one) for one in app.functions.values()],
    }


def describe(app: FunctionApp, folder: Path) -> Json:
    """Returns everything that can be published of the app."""
    wrapped = app.wrapped()
    routes = list(_routes(wrapped))
    return {
        **describe_functions(app, folder),
        "openapi": wrapped.openapi() if callable(getattr(wrapped, "openapi", None)) else None,  # type: ignore[attr-defined]
        "unlisted": _unlisted(wrapped, routes),
        "routes": routes,
        "documentation": _documentation(wrapped, routes),
    }


def _documentation(wrapped: object, routes: Iterable[Json]) -> list[str]:
    """Returns the paths of FastAPI's own pages: an app without a document has none of them."""
    served = {route["path"] for route in routes}
    named = [getattr(wrapped, name, None) for name in DOCUMENTATION]
    return [path for path in named if path is not None and path in served]


def route_prefix(host_json: Path) -> str:
    """Returns the prefix of all routes; raises IndexingError for a file that the host can't read.

    https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook#hostjson-settings
    """
    try:
        host = json.loads(host_json.read_text())
        return str(host.get("extensions", {}).get("http", {}).get("routePrefix", DEFAULT_PREFIX))
    except (OSError, ValueError, AttributeError) as error:
        raise IndexingError(
            f"{host_json} can't be read ({error}); allowed is a JSON object as the Functions host "
            'takes it, at least {"version": "2.0"}. Correct the file.'
        ) from error


def _function(function: IndexedFunction) -> Json:
    trigger = function.trigger
    http = trigger["type"] == HTTP_TRIGGER
    return {
        "name": function.name,
        "trigger": trigger["type"],
        "route": trigger.get("route", function.name) if http else "",
        "methods": trigger.get("methods"),
        "level": trigger["authLevel"].upper() if http else "ADMIN",
        "outputs": list(function.outputs),
        "inputs": dict(function.inputs),
    }


def _routes(wrapped: object) -> Iterator[Json]:
    """Yields the route table of a Starlette or Flask app, in the order in which it is searched."""
    for route in _starlette_routes(wrapped):
        methods = sorted(getattr(route, "methods", None) or ())
        kind = "route" if methods else _kind(route)
        yield {
            "path": route.path,
            "methods": methods,
            "name": getattr(route, "name", "") or "",
            "kind": kind,
            "listed": kind == "route" and _is_listed(route),
        }
    url_map: Any = getattr(wrapped, "url_map", None)
    for rule in url_map.iter_rules() if url_map is not None else ():
        yield {
            "path": rule.rule,
            "methods": sorted(rule.methods or ()),
            "name": rule.endpoint,
            "kind": "route",
            "listed": False,
        }


def _starlette_routes(wrapped: object) -> list[Any]:
    """Returns the routes one by one: newer versions of FastAPI keep an included router whole."""
    routes = list(getattr(wrapped, "routes", ()))
    try:
        from fastapi.routing import iter_route_contexts  # noqa: PLC0415 - an app's own, if it has it
    except ImportError:
        return routes
    return list(iter_route_contexts(routes))


def _kind(route: Any) -> str:  # noqa: ANN401 - whatever the app's framework has
    return "websocket" if "WebSocket" in type(_original(route)).__name__ else "mount"


def _original(route: Any) -> object:  # noqa: ANN401
    return getattr(route, "original_route", route)


def _is_listed(route: Any) -> bool:  # noqa: ANN401
    """Returns whether the app's own OpenAPI document has the route: FastAPI's own ones alone."""
    is_fastapi = any(one.__name__ == "APIRoute" for one in type(_original(route)).__mro__)
    return is_fastapi and bool(route.include_in_schema)


def _unlisted(wrapped: object, routes: Iterable[Json]) -> Json:
    """Returns an OpenAPI document of the routes that the app's own document leaves out."""
    paths: Json = {}
    for route in routes:
        if route["kind"] == "route" and not route["listed"]:
            described = paths.setdefault(route["path"], {})
            for method in route["methods"]:
                described[method.lower()] = {"operationId": route["name"], "responses": {}}
    document = {"openapi": "3.1.0", "info": {"title": "", "version": ""}, "paths": paths}
    return _with_details(wrapped, document)


def _with_details(wrapped: object, document: Json) -> Json:
    """Adds what FastAPI knows of such a route: parameters, bodies, descriptions."""
    try:
        from fastapi.openapi.utils import get_openapi  # noqa: PLC0415 - an app's own, if it has it
        from fastapi.routing import APIRoute  # noqa: PLC0415
    except ImportError:
        return document
    hidden = [
        route
        for route in _starlette_routes(wrapped)
        if isinstance(_original(route), APIRoute) and not route.include_in_schema
    ]
    # The process that describes an app serves no request: what is changed here is seen by nobody.
    for route in hidden:
        object.__setattr__(route, "include_in_schema", True)  # newer versions freeze some
    with warnings.catch_warnings():
        # A route with two methods has one id, which whoever publishes it makes two of.
        warnings.simplefilter("ignore")
        detailed = get_openapi(title=getattr(wrapped, "title", ""), version="1", routes=hidden)
    return {**detailed, "paths": {**document["paths"], **detailed.get("paths", {})}}
