"""A resource's place in the program, as its URN and its outputs show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gatehouse.graph.graph import Resource


def is_component(resource: Resource) -> bool:
    """Returns whether the resource only groups others; only what exists in a cloud has an id."""
    return not resource.outputs.get("id")


def lineage(urn: str) -> str:
    """Returns the classes of the components above the resource with the URN, and its own.

    Such as `Shop/PostgresServer/Server`.
    """
    types = urn.split("::")[2].split("$")
    return "/".join(type_.rsplit(":", 1)[-1] for type_ in types)
