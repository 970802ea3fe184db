"""Finds the function for a request by ASP.NET Core's route templates, as HTTP triggers have them.

https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger
https://learn.microsoft.com/aspnet/core/fundamentals/routing#route-template-precedence

The most specific template wins, compared segment by segment, whatever the order of definition.
Example: `GET /api/book/7`, which all of these match:

    api/book/7          (0, 0, 0)  a literal
    api/book/{id:int}   (0, 0, 1)  a parameter with a type
    api/book/{id}       (0, 0, 2)  a parameter
    api/{*rest}         (0, 3)     anything

The tuples are the precedences; the first template answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import unquote

from gatehouse.errors import LocalError

Target = TypeVar("Target")

PARAMETER = re.compile(r"\{(?P<all>\*{0,2})(?P<name>\w+)(?::(?P<type>\w+))?(?P<optional>\?)?\}")
BRACES = {"{", "}"}
TYPES = {
    None: r"[^/]+",
    "alpha": r"[A-Za-z]+",
    "bool": r"true|false",
    "decimal": r"-?\d+(?:\.\d+)?",
    "double": r"-?\d+(?:\.\d+)?",
    "float": r"-?\d+(?:\.\d+)?",
    "guid": r"[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}",
    "int": r"-?\d+",
    "long": r"-?\d+",
}
LITERAL, TYPED, UNTYPED, CATCH_ALL = range(4)
"""Ranks of a segment, the most specific one first."""


@dataclass(frozen=True, slots=True)
class Route(Generic[Target]):
    """A template, compiled."""

    target: Target
    methods: frozenset[str] | None
    pattern: re.Pattern[str]
    names: tuple[str, ...]
    precedence: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    expression: str
    name: str
    """Empty for a literal."""
    rank: int


class Routes(Generic[Target]):
    """Finds the most specific route for a request."""

    def __init__(self) -> None:
        self._routes: list[Route[Target]] = []

    def add(self, template: str, methods: frozenset[str] | None, target: Target) -> None:
        """Adds a template; methods None is any. Raises LocalError for one not understood."""
        self._routes.append(_compile(template, methods, target))
        self._routes.sort(key=lambda route: route.precedence)

    def find(self, method: str, path: str) -> tuple[Target, dict[str, str]] | None:
        """Returns the target and its route parameters; `path` is as it stands in the URL."""
        for route in self._routes:
            found = route.pattern.fullmatch(path)
            if found is not None and (route.methods is None or method in route.methods):
                # Decoded only now, since a `%2F` in a value is no slash between segments.
                values = zip(route.names, found.groups(), strict=True)
                return route.target, {name: unquote(value) for name, value in values if value}
        return None


def _compile(template: str, methods: frozenset[str] | None, target: Target) -> Route[Target]:
    parts = [_part(segment, template) for segment in template.split("/") if segment]
    return Route(
        target,
        methods,
        re.compile("".join(part.expression for part in parts) + "/?", re.IGNORECASE),
        tuple(part.name for part in parts if part.name),
        tuple(part.rank for part in parts),
    )


def _part(segment: str, template: str) -> _Part:
    parameter = PARAMETER.fullmatch(segment)
    if parameter is None and not BRACES.intersection(segment):
        return _Part("/" + re.escape(segment), "", LITERAL)
    if parameter is None or parameter["type"] not in TYPES:
        raise LocalError(
            f"the route {template!r} has {segment!r}; allowed are literals, {{name}}, {{name?}}, "
            f"{{*name}} and {{name:type}} with the types {', '.join(filter(None, TYPES))}. "
            "Write the route with these."
        )
    # The slash belongs to the part: `api/book/{id?}` becomes `/api/book(?:/([^/]+))?/?`, and a
    # path without the parameter matches without its slash, too.
    if parameter["all"]:
        return _Part("(?:/(.*))?", parameter["name"], CATCH_ALL)
    expression = f"/({TYPES[parameter['type']]})"
    return _Part(
        f"(?:{expression})?" if parameter["optional"] else expression,
        parameter["name"],
        TYPED if parameter["type"] else UNTYPED,
    )
