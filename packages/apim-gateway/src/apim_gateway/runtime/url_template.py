"""An operation's URL template: matches paths, ranks by how specific it is, reads parameters.

https://learn.microsoft.com/azure/api-management/edit-api
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote

_PARAMETER = re.compile(r"\{(\*?)([^{}]+)\}|/\*$")
_UNESCAPED = "/%:@!$&'()*+,;=-._~"


@dataclass(frozen=True, slots=True)
class QueryPart:
    """A query parameter that has to be there: with this value, or whatever its value is."""

    name: str
    value: str | None
    parameter: str


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled template; `literal` is the path when it has no parameters.

    `GET /users/me` matches all of these templates, and the first one in their ranks' order wins:

    /users/me       ((0, ""), (0, ""), (0, ""))
    /users/{id}     ((0, ""), (0, ""), (1, ""))
    /users/*        ((0, ""), (0, ""), (2, ""))
    /{*path}        ((0, ""), (2, ""))

    Of two with the same path the one that asks for more query parameters is first.
    """

    literal: str | None
    pattern: re.Pattern[str]
    parameters: tuple[str, ...]
    query: tuple[QueryPart, ...]
    rank: tuple[object, ...]
    """Sorts the more specific templates first."""

    @classmethod
    def compile(cls, text: str) -> Template:
        """Compiles a template such as `/users/{id}/*?kind={kind}`."""
        path, _, query = text.partition("?")
        path = path if path.startswith("/") else f"/{path}"
        pattern, parameters = _pattern(path)
        parts = tuple(_query_part(part) for part in query.split("&") if part)
        # As on the wire, `/caf%C3%A9`: a request's path is compared before it is decoded, since a
        # decoded %2F would look like the end of a segment.
        literal = None if _PARAMETER.search(path) else quote(path, safe=_UNESCAPED)
        ranks = tuple(_rank(segment) for segment in path.split("/"))
        return cls(literal, pattern, parameters, parts, (ranks, -len(parts)))

    def match(self, path: str, query: str) -> dict[str, str] | None:
        """Returns the parameters by name, or None when path or query don't match."""
        found = self.pattern.fullmatch(path)
        if found is None:
            return None
        matched = dict(zip(self.parameters, map(unquote, found.groups("")), strict=True))
        return self.match_query(query, matched) if self.query else matched

    def match_query(self, query: str, matched: dict[str, str]) -> dict[str, str] | None:
        """Adds the query's parameters; None when one that has to be there is not."""
        given = {name.lower(): value for name, value in parse_qsl(query, keep_blank_values=True)}
        for part in self.query:
            value = given.get(part.name)
            if value is None or (part.value is not None and value.lower() != part.value):
                return None
            if part.parameter:
                matched[part.parameter] = value
        return matched


def _pattern(path: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    names = []
    pieces = []
    done = 0
    for found in _PARAMETER.finditer(path):
        pieces.append(re.escape(quote(path[done : found.start()], safe=_UNESCAPED)))
        done = found.end()
        if found.group(2) is None:  # `/files/*` takes `/files`, too
            pieces.append("(?:/.*)?")
        else:
            names.append(found.group(2))
            pieces.append("(.*)" if found.group(1) else "([^/]+)")
    pieces.append(re.escape(quote(path[done:], safe=_UNESCAPED)))
    return re.compile("".join(pieces), re.IGNORECASE), tuple(names)


def _query_part(text: str) -> QueryPart:
    name, _, value = text.partition("=")
    found = _PARAMETER.fullmatch(value)
    if found:
        return QueryPart(name.lower(), None, found.group(2))
    return QueryPart(name.lower(), value.lower(), "")


def _rank(segment: str) -> tuple[int, str]:
    """Ranks a segment: first a literal, then a parameter, then a wildcard for several segments."""
    if segment == "*" or segment.startswith("{*"):
        return 2, ""
    return (1, "") if "{" in segment else (0, "")
