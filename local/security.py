"""Judges the resource graph by the rules of the policy pack, without the engine."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from policy_pack.security import Resource

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from local.graph import Graph


def security_resources(graph: Graph) -> list[Resource]:
    """Returns the graph's resources as the rules see them.

    What a property is made from is told by the ids and physical names that it holds.
    """
    known = _known_names(graph)
    return [
        Resource(
            urn=one.urn,
            type=one.type,
            name=one.name,
            properties=one.inputs,
            links={
                key: frozenset(urn for text in _texts(value) for urn in _linked(text, known))
                for key, value in one.inputs.items()
            },
        )
        for one in graph.resources
    ]


def _known_names(graph: Graph) -> Mapping[str, frozenset[str]]:
    known: dict[str, frozenset[str]] = {}
    for one in graph.resources:
        for key in ("id", "name"):
            text = one.outputs.get(key)
            if text:
                known[text] = known.get(text, frozenset()) | {one.urn}
    return known


def _linked(text: str, known: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """An id is followed by nothing or by the path of a part of the resource."""
    yield from known.get(text, ())
    for place in re.finditer("/", text):
        yield from known.get(text[: place.start()], ())


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON value
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
