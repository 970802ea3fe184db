"""Reads a backend resource, with the named values in its credentials filled in.

https://learn.microsoft.com/azure/templates/microsoft.apimanagement/2024-05-01/service/backends
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from apim_gateway.service.model import Backend, Credentials, NamedValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apim_gateway.service.resource import Resource

_NAMED_VALUE = re.compile(r"\{\{([A-Za-z0-9._-]+)\}\}")


def read_backend(resource: Resource, named_values: Mapping[str, NamedValue]) -> Backend:
    """Reads a backend; raises LoadError for a setting that the gateway can't honour."""
    resource.choice("protocol", ("http",), "http")
    resource.choice("type", ("Single",), "Single")
    for name in ("pool", "circuitBreaker", "proxy"):
        resource.refuse(name, "the local gateway calls one backend; remove it")
    url = resource.text("url")
    if not url.startswith(("http://", "https://")):
        raise resource.refused(f"url={url!r} is refused; use http://… or https://…")
    # Filled in now, so that a missing named value is refused before the first request.
    credentials = _Credentials(resource, named_values)
    return Backend(id=resource.id, url=url.rstrip("/"), credentials=credentials.read())


class _Credentials:
    """Reads the `credentials` of one backend."""

    def __init__(self, resource: Resource, named_values: Mapping[str, NamedValue]) -> None:
        self._resource = resource
        self._named_values = named_values
        self._given = resource.table("credentials")

    def read(self) -> Credentials:
        for name in ("certificate", "certificateIds", "managedIdentity"):
            if self._given.get(name):
                raise self._resource.refused(
                    f"credentials.{name} is not supported; use header, query or authorization"
                )
        headers = (*self._pairs("header"), *self._authorization())
        return Credentials(
            headers=headers,
            names=frozenset(name.lower() for name, _ in headers),
            query=urlencode(list(self._pairs("query")), quote_via=quote),
        )

    def _pairs(self, kind: str) -> Iterator[tuple[str, str]]:
        for name, values in (self._given.get(kind) or {}).items():
            if not isinstance(values, list):
                raise self._resource.refused(
                    f"credentials.{kind}.{name} is refused; use a list of strings"
                )
            for value in values:
                yield name, self._expanded(str(value))

    def _authorization(self) -> Iterator[tuple[str, str]]:
        given = self._given.get("authorization")
        if not given:
            return
        if not isinstance(given, Mapping) or not {"scheme", "parameter"} <= set(given):
            raise self._resource.refused(
                "credentials.authorization is refused; use an object with scheme and parameter"
            )
        yield "Authorization", f"{given['scheme']} {self._expanded(str(given['parameter']))}"

    def _expanded(self, text: str) -> str:
        def value(match: re.Match[str]) -> str:
            found = self._named_values.get(match.group(1))
            if found is None:
                known = ", ".join(sorted(self._named_values)) or "none"
                raise self._resource.refused(
                    f"there is no named value {match.group(1)!r}; known: {known}"
                )
            return found.value

        return _NAMED_VALUE.sub(value, text)
