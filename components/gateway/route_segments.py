"""The parts of an app that are published apart, by the first segment of its routes.

A route of `APIRouter(prefix="/v2")` belongs to the version `v2`, or to the API with that segment.
Its URL is the same whether it is published apart or not: the app, its documentation and the gateway
agree on it.

https://learn.microsoft.com/azure/api-management/api-management-versions
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from components.errors import ComponentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ORIGINAL = ""
"""Segment of the routes that are not published apart."""


def by_segment(document: Mapping[str, Any], segments: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Returns an OpenAPI document for the routes without a segment, and one for each segment.

    Their paths are without the segment, which API Management puts in front of them itself.
    Example: with the segments `v2` and `teams`, `/names` stays under ORIGINAL, `/v2/names` becomes
    `/names` of `v2`, and `/teams` becomes `/` of `teams`.

    Raises ComponentError for a segment that no route has.
    """
    paths: Mapping[str, Any] = document.get("paths", {})
    found: dict[str, dict[str, Any]] = {ORIGINAL: {}, **{segment: {} for segment in segments}}
    for path, described in paths.items():
        segment, slash, rest = path.removeprefix("/").partition("/")
        if segment in found and segment != ORIGINAL:
            found[segment][f"{slash}{rest}" or "/"] = described
        else:
            found[ORIGINAL][path] = described
    for name in found.keys() - {ORIGINAL}:
        if not found[name]:
            raise ComponentError(
                f"no route begins with /{name}/, so no version or API {name!r} can be published; "
                f'allowed are first segments of routes; give them APIRouter(prefix="/{name}")'
            )
    return {name: {**document, "paths": part} for name, part in found.items()}
