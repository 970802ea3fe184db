"""Finds the API and the operation that a request is for.

https://learn.microsoft.com/azure/api-management/api-management-versions
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from apim_gateway.errors import LoadError, Place
from apim_gateway.runtime.url_template import Template

if TYPE_CHECKING:
    from collections.abc import Iterable

    from apim_gateway.messages.headers import Headers
    from apim_gateway.service.model import Api, Operation


@dataclass(frozen=True, slots=True)
class Route:
    """An operation of an API under one prefix; `key` names the operation in the service."""

    api: Api
    operation: Operation
    prefix: str
    template: Template
    key: str


Matched = tuple[Route, dict[str, str]]


class Router:
    """Matches requests with operations; a path without parameters costs one dictionary lookup."""

    def __init__(self, apis: Iterable[Api]) -> None:
        self._prefixes: dict[str, list[_Served]] = defaultdict(list)
        for api in apis:
            for prefix in _prefixes(api):
                self._prefixes[prefix.lower()].append(_Served(api, prefix))
        self._refuse_doubles()
        self._literals = self._unambiguous()

    def match(self, method: str, path: str, query: str, headers: Headers) -> Matched | None:
        """Returns the operation and the parameters that its template takes from the URL."""
        # As written alone: `/Shop/Items` is found below, where the case doesn't count.
        route = self._literals.get((method, path))
        if route is not None:
            return route, {}
        served = self._served(path, query, headers)
        return served.match(method, path, query) if served else None

    def api(self, path: str, query: str, headers: Headers) -> Api | None:
        """Returns the API that the path belongs to, whether it has an operation for it or not."""
        served = self._served(path, query, headers)
        return served.api if served else None

    def _served(self, path: str, query: str, headers: Headers) -> _Served | None:
        """Looks for the longest prefix, then for the version that the caller asks for.

        `/shop/v1/items` is looked up as `/shop/v1/items`, `/shop/v1`, `/shop` and the empty prefix.
        """
        end = len(path)
        while end >= 0:
            candidates = self._prefixes.get(path[:end].lower())
            if candidates:
                return _version(candidates, query, headers)
            end = path.rfind("/", 0, end)
        return None

    def _unambiguous(self) -> dict[tuple[str, str], Route]:
        """Collects the routes that method and path alone decide.

        `/shop/items` of the API `/shop` is one, unless `/shop` has several versions by header or
        query, or there is an API `/shop/items`, whose prefix is longer.
        """
        found: dict[tuple[str, str], Route] = {}
        for candidates in self._prefixes.values():
            if len(candidates) == 1 and not _by_parameter(candidates[0].api):
                for method, path, route in candidates[0].literals():
                    if self._longest(path) is candidates:
                        found[method, path] = route
        return found

    def _longest(self, path: str) -> list[_Served] | None:
        ends = [len(path), *(index for index in reversed(range(len(path))) if path[index] == "/")]
        keys = (path[:end].lower() for end in ends)
        return next((self._prefixes[key] for key in keys if key in self._prefixes), None)

    def _refuse_doubles(self) -> None:
        for prefix, candidates in self._prefixes.items():
            versions = [(served.api.version, served.prefix) for served in candidates]
            if len(set(versions)) < len(versions):
                names = ", ".join(served.api.id for served in candidates)
                raise LoadError(
                    Place(names, element="path"),
                    f"these APIs share the path {prefix!r}; give each its own path or version",
                )


class _Served:
    """The operations of one API under one prefix."""

    def __init__(self, api: Api, prefix: str) -> None:
        self.api = api
        self.prefix = prefix
        routes = [
            Route(api, item, prefix, Template.compile(item.url_template), f"{api.id}/{item.id}")
            for item in api.operations
        ]
        self._routes: dict[str, list[Route]] = defaultdict(list)
        for route in sorted(routes, key=lambda route: route.template.rank):
            self._routes[route.operation.method].append(route)

    def match(self, method: str, path: str, query: str) -> Matched | None:
        rest = path[len(self.prefix) :] or "/"
        for route in self._routes.get(method, ()):
            matched = route.template.match(rest, query)
            if matched is not None:
                return route, matched
        return None

    def literals(self) -> Iterable[tuple[str, str, Route]]:
        """Yields the routes that one lookup can decide: their path is in one template only."""
        for method, routes in self._routes.items():
            paths = [route.template.literal for route in routes]
            for route, path in zip(routes, paths, strict=True):
                # A literal outranks each template with parameters, so none of them can be meant.
                if path is not None and not route.template.query and paths.count(path) == 1:
                    yield method, self.prefix + path, route
                    if path == "/":  # the API's own address, with the last slash or without it
                        yield method, self.prefix, route


def _prefixes(api: Api) -> Iterable[str]:
    """Yields the paths of the API: the current revision at its own, any at `;rev=` too."""
    path = f"/{api.path}" if api.path else ""
    if api.version_set and api.version_set.scheme == "Segment" and api.version:
        path = f"{path}/{api.version}"
    # Revision 2 of `/shop` answers at `/shop;rev=2`, and at `/shop` once it is the current one.
    if api.is_current:
        yield path
    yield f"{path};rev={api.revision}"


def _by_parameter(api: Api) -> bool:
    return api.version_set is not None and api.version_set.scheme != "Segment"


def _version(candidates: list[_Served], query: str, headers: Headers) -> _Served | None:
    """Picks the version that header or query name; without a name, the API that has no version."""
    wanted = ""
    for served in candidates:
        given = served.api.version_set
        if given and given.scheme == "Header":
            wanted = headers.get(given.parameter) or ""
        elif given and given.scheme == "Query":
            pairs = parse_qsl(query)
            wanted = next((v for k, v in pairs if k.lower() == given.parameter.lower()), "")
    for served in candidates:
        if not _by_parameter(served.api) or served.api.version.lower() == wanted.lower():
            return served
    return None
