"""From the description of an app to the interface of each API that publishes it.

An API without a list of routes has those that the app's OpenAPI document lists: the main one those
that no other API has, a segment's and a version's those that begin with it. A route that an API
names goes to that API, whether the document lists it or not.

https://learn.microsoft.com/azure/api-management/api-management-versions
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from components.errors import ComponentError
from components.gateway.openapi.documentation_policy import documentation_policy
from components.gateway.openapi.endpoint import METHODS, WEBSOCKET, Endpoint, read_endpoints
from components.gateway.openapi.interface import read_interface
from components.gateway.openapi.operation_ids import operation_ids
from components.gateway.openapi.url_template import (
    opened,
    parameter_names,
    signature,
    url_templates,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from components.gateway.operation import Interface
    from components.gateway.published_api import PublishedApi
    from components.gateway.published_apis import PublishedApis


@dataclass(frozen=True, slots=True, kw_only=True)
class _Published:
    """An endpoint at one URL template of one API."""

    api_id: str
    endpoint: Endpoint
    template: str


def read_interfaces(
    description: Mapping[str, Any],
    published: PublishedApis,
    versions: Sequence[str] = (),
    *,
    gateway_answers_options: bool = False,
) -> dict[str, Interface]:
    """Returns the interface of each API by its id; that of a version ends with its name.

    `description` is what `endpoint` describes. With `gateway_answers_options` no OPTIONS operation
    is published: API Management would ask a browser's preflight for a key, which it never has.

    Raises ComponentError for a route that the gateway can't serve, with method and path; for one
    that an API names and the app hasn't got; for a version or segment that no route has.
    """
    segments = _api_ids(published, versions)
    endpoints = _owned(read_endpoints(description), description, published, segments)
    found = [
        _Published(api_id=api_id, endpoint=endpoint, template=template)
        for api_id, endpoint in endpoints
        if not (gateway_answers_options and endpoint.method == "OPTIONS")
        for template in _templates(endpoint)
    ]
    _refuse_doubles(found)
    documents = _documents(description, found, segments)
    interfaces = {api_id: read_interface(documents[api_id]) for api_id in segments}
    prefixes = {
        opened(one.endpoint.path): prefix
        for one in found
        if (prefix := _prefix(published, one.api_id))
    }
    policy = documentation_policy(description, published.main, prefixes)
    pages = description.get("documentation") or ()
    for name in [one.name for one in published.apis if one.documentation]:
        interfaces[name] = interfaces[name].with_policy(policy, pages)
    return interfaces


def _api_ids(published: PublishedApis, versions: Sequence[str]) -> dict[str, str]:
    """Returns the first segment of the routes of each API by its id."""
    found = {one.name: one.segment for one in published.apis}
    return found | {f"{published.main.name}-{version}": version for version in versions}


def _prefix(published: PublishedApis, api_id: str) -> str:
    """Returns what stands before a route's path in an API; empty where the path is another one."""
    api = next((one for one in published.apis if one.name == api_id), published.main)
    if not api.segment:
        return f"/{api.path}"
    before, _, last = api.path.rpartition("/")
    return f"/{before}" if last == api.segment else ""


def _owned(
    endpoints: Sequence[Endpoint],
    description: Mapping[str, Any],
    published: PublishedApis,
    segments: Mapping[str, str],
) -> list[tuple[str, Endpoint]]:
    """Returns the endpoints that are published, each with the API that has it."""
    main = published.main.name
    named = _named(endpoints, description, published)
    rest = {segment: api_id for api_id, segment in segments.items() if segment}
    found: list[tuple[str, Endpoint]] = []
    for at, one in enumerate(endpoints):
        owner = named.get(at, main if one.listed else "")
        if owner == main:  # Below the path of the main API, the longest prefix decides.
            owner = rest.get(_first(one.path), main)
        if owner:
            found.append((owner, one))
    for segment, api_id in rest.items():
        if not any(owner == api_id for owner, _ in found):
            raise ComponentError(
                f"no route begins with /{segment}/, so no version or API {segment!r} can be "
                "published; allowed are first segments of routes; give them "
                f'APIRouter(prefix="/{segment}")'
            )
    return found


def _named(
    endpoints: Sequence[Endpoint], description: Mapping[str, Any], published: PublishedApis
) -> dict[int, str]:
    """Returns the id of the API that names an endpoint, by where the endpoint stands."""
    owners: dict[int, str] = {}
    for api in published.apis:
        default = description.get("documentation") or () if api.documentation else ()
        for path in api.routes or default:
            found = [at for at, one in enumerate(endpoints) if one.is_at(path)]
            if api.routes:
                _refuse_unless_served(api, path, [endpoints[at] for at in found], endpoints)
            for at in found:
                _refuse_another(api, path, owners.setdefault(at, api.name))
    return owners


def _refuse_unless_served(
    api: PublishedApi, path: str, found: Sequence[Endpoint], endpoints: Iterable[Endpoint]
) -> None:
    known = dict.fromkeys(one.path for one in endpoints if one.kind != WEBSOCKET)
    told = f"allowed are {', '.join(known) or 'none'}; correct its routes in __main__.py"
    if not found:
        raise ComponentError(f"API {api.name!r} names the route {path}, which isn't there; {told}")
    if found[0].kind == WEBSOCKET:
        raise ComponentError(
            f"API {api.name!r} names the WebSocket route {path}, which no HTTP trigger takes; "
            f"{told}"
        )
    if api.segment and _first(path) != api.segment:
        raise ComponentError(
            f"API {api.name!r} names the route {path}, which doesn't begin with its segment; "
            f"allowed are routes below /{api.segment}; name it in another API"
        )


def _refuse_another(api: PublishedApi, path: str, owner: str) -> None:
    if owner != api.name:
        raise ComponentError(
            f"the APIs {owner!r} and {api.name!r} both name the route {path}; allowed is one API "
            "for each route; correct their routes in __main__.py"
        )


def _templates(endpoint: Endpoint) -> tuple[str, ...]:
    """Returns the URL templates of the endpoint, as if its API were the app's only one."""
    if endpoint.method not in METHODS:
        raise ComponentError(
            f"{endpoint.method} {endpoint.path} can't be published: no HTTP trigger of Azure "
            f"Functions takes the method; allowed are {', '.join(METHODS)}; keep the route from "
            "being published by include_in_schema=False"
        )
    return url_templates(endpoint.method, endpoint.path)


def _refuse_doubles(found: Iterable[_Published]) -> None:
    """Raises ComponentError for two routes that API Management takes for the same."""
    known: dict[tuple[str, str, str], Endpoint] = {}
    for one in found:
        endpoint = one.endpoint
        key = (one.api_id, endpoint.method, signature(one.template))
        other = known.setdefault(key, endpoint)
        if other is not endpoint:
            raise ComponentError(
                f"{other.method} {other.path} and {endpoint.method} {endpoint.path} have the same "
                "URL template for API Management, which ignores case, converters and the names of "
                "parameters; allowed is one route for each; change one of the paths, or keep it "
                "from being published by include_in_schema=False"
            )


def _documents(
    description: Mapping[str, Any], found: Sequence[_Published], segments: Mapping[str, str]
) -> defaultdict[str, dict[str, Any]]:
    """Returns an OpenAPI document for each API, whose paths are URL templates."""
    schemas: dict[str, Any] = {}
    for source in ("unlisted", "openapi"):
        schemas |= ((description.get(source) or {}).get("components") or {}).get("schemas", {})
    documents: defaultdict[str, dict[str, Any]] = defaultdict(
        lambda: {"components": {"schemas": schemas}, "paths": defaultdict(dict)}
    )
    ids = operation_ids([replace(one.endpoint, path=one.template) for one in found])
    for one, operation_id in zip(found, ids, strict=True):
        template = _below(one.template, segments[one.api_id])
        documents[one.api_id]["paths"][template][one.endpoint.method.lower()] = {
            **one.endpoint.described,
            "operationId": operation_id,
            "parameters": _parameters(one),
        }
    return documents


def _parameters(one: _Published) -> list[dict[str, Any]]:
    """Returns the operation's parameters: of the path those of the template, and all of them."""
    names = parameter_names(one.template)
    given = one.endpoint.described.get("parameters", ())
    kept = [each for each in given if each["in"] != "path" or each["name"] in names]
    told = {each["name"] for each in kept if each["in"] == "path"}
    plain = {"in": "path", "required": True, "schema": {"type": "string"}}
    return [*kept, *({**plain, "name": name} for name in names if name not in told)]


def _below(template: str, segment: str) -> str:
    """Returns the template without the segment, which API Management puts in front itself."""
    return template.removeprefix(f"/{segment}") or "/" if segment else template


def _first(path: str) -> str:
    return path.removeprefix("/").partition("/")[0]
