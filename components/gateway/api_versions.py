"""Versions of an API that one app serves, told apart by the first segment of its routes.

A route of `APIRouter(prefix="/v2")` belongs to the version `v2`. Its URL is the same whether the
version is published as one or not: the app, its documentation and the gateway agree on it.

https://learn.microsoft.com/azure/api-management/api-management-versions
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from components.errors import ComponentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ORIGINAL = ""
"""Version of the routes that belong to none."""


def by_version(document: Mapping[str, Any], versions: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Returns an OpenAPI document for what belongs to no version, and one for each version.

    A version's paths are without its segment, which API Management puts in front of them itself.
    Raises ComponentError for a version that no route has.
    """
    paths: Mapping[str, Any] = document.get("paths", {})
    found: dict[str, dict[str, Any]] = {ORIGINAL: {}, **{version: {} for version in versions}}
    for path, described in paths.items():
        segment, slash, rest = path.removeprefix("/").partition("/")
        if segment in found and segment != ORIGINAL:
            found[segment][f"{slash}{rest}" or "/"] = described
        else:
            found[ORIGINAL][path] = described
    for version in found.keys() - {ORIGINAL}:
        if not found[version]:
            raise ComponentError(
                f"no route begins with /{version}/, so there is no version {version!r} to publish; "
                f'allowed are versions that routes have; give them APIRouter(prefix="/{version}")'
            )
    return {version: {**document, "paths": part} for version, part in found.items()}
