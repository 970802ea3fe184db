"""The change that set-header and set-query-parameter make: name, values, and `exists-action`.

    <set-header name="X-Tag" exists-action="…"> <value>b</value> </set-header>

    exists-action   with `X-Tag: a`   without the header
    override        X-Tag: b          X-Tag: b
    skip            X-Tag: a          X-Tag: b
    append          X-Tag: a,b        X-Tag: b
    delete          -                 -

A header of SEPARATE_LINES keeps a line for each value: `append` gives two `Set-Cookie`.

https://learn.microsoft.com/azure/api-management/set-header-policy
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apim_gateway.compiling.loading import is_expression
from apim_gateway.compiling.settings import choice
from apim_gateway.errors import LoadError, PolicyError

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange
    from apim_gateway.messages.headers import Headers

OVERRIDE, SKIP, APPEND, DELETE = ACTIONS = ("override", "skip", "append", "delete")
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_FORBIDDEN = re.compile(r"[\r\n\0]")

FIXED = frozenset(("connection", "content-length", "keep-alive", "transfer-encoding"))
"""Headers that Azure leaves as they are, whatever a policy says."""

SEPARATE_LINES = frozenset(
    (
        "cookie",
        "date",
        "expires",
        "if-modified-since",
        "if-unmodified-since",
        "last-modified",
        "proxy-authenticate",
        "retry-after",
        "set-cookie",
        "user-agent",
        "warning",
        "www-authenticate",
    )
)
"""Headers whose values may hold commas; several values of any other are joined with commas."""


@dataclass(frozen=True, slots=True)
class HeaderChange:
    """Sets, appends or deletes the values of a name; `action` is one of ACTIONS."""

    name: Callable[[Exchange], str]
    action: Callable[[Exchange], str]
    values: tuple[Callable[[Exchange], str], ...]
    deleted: str | None = None
    """The name, where all that the element says is to delete it: that needs no closures."""

    @classmethod
    def of(cls, element: Element, compilation: Compilation) -> HeaderChange:
        """Reads name, action and values; raises LoadError."""
        element.only(attributes=("name", "exists-action"), children=("value",))
        name = element.required("name")
        action = element.attribute("exists-action", OVERRIDE)
        deletes = compilation.known(action, element.place) == DELETE
        return cls(
            compilation.text(name, element.place),
            choice(element, "exists-action", compilation, ACTIONS, OVERRIDE),
            tuple(compilation.text(value, value.place) for value in element.all("value")),
            compilation.known(name, element.place) if deletes else None,
        )

    def apply(self, action: str, existing: list[str], exchange: Exchange) -> list[str]:
        """Returns the values that replace the existing ones."""
        if action == DELETE:
            return []
        if action == SKIP and existing:
            return existing
        values = [value(exchange) for value in self.values]
        return existing + values if action == APPEND else values


def compile_header_change(
    element: Element, compilation: Compilation
) -> Callable[[Exchange, Headers], None]:
    """Compiles the change to a function of the exchange and the headers to change."""
    change = HeaderChange.of(element, compilation)
    _check_name(element, compilation)
    if change.deleted is not None:
        return _deletion(change.deleted.strip())

    def apply(exchange: Exchange, headers: Headers) -> None:
        name = change.name(exchange).strip()
        action = change.action(exchange)
        key = name.lower()
        if key in FIXED or (key == "server" and action == DELETE):
            return
        existing = headers.get_all(name)
        values = change.apply(action, existing, exchange)
        if values is not existing:  # `skip` leaves the lines as they came, not joined with commas
            headers.set(name, *_lines(key, values))

    return apply


def _deletion(name: str) -> Callable[[Exchange, Headers], None]:
    """Compiles a plain deletion, the most frequent change, without looking at values."""
    key = name.lower()
    kept = key in FIXED or key == "server"

    def delete(_: Exchange, headers: Headers) -> None:
        if not kept:
            headers.remove(key)

    return delete


def _check_name(element: Element, compilation: Compilation) -> None:
    written = element.required("name")
    if not is_expression(written):
        name = compilation.constant(written, element.place).strip()
        if not _NAME.fullmatch(name):
            raise LoadError(
                element.place, f"name={name!r} is no header's name; use letters, digits and -"
            )


def _lines(key: str, values: list[str]) -> list[str]:
    lines = values if key in SEPARATE_LINES or not values else [",".join(map(str.strip, values))]
    lines = [line.strip() for line in lines]
    # One look at all of it: a line break would begin another header, or the body.
    if _FORBIDDEN.search("".join(lines)) or not _NAME.fullmatch(key):
        raise PolicyError(
            "set-header",
            "ExpressionValueEvaluationFailure",
            f"The name or a value of the header {key!r} has a character that no header may have.",
        )
    return lines
