"""What Azure would refuse of a graph, as far as that can be known without asking it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatehouse.azure.arm_template import DEPLOYMENT, Template
from gatehouse.azure.kinds.table import KINDS
from gatehouse.azure.references import missing, references
from gatehouse.azure.schema import input_faults

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gatehouse.graph.graph import Graph, Resource

PACKAGES = ("azure-native:", "random:")


def graph_faults(graph: Graph) -> list[str]:
    """Returns one sentence for each fault: unknown names, wrong values, ids of nothing.

    Raises LocalError for a type that the SDK lacks.
    """
    declared = [one for one in graph.resources if one.type.startswith(PACKAGES)]
    ids = [*(one.outputs["id"] for one in declared), *_nested(graph)]
    return [f"{one.type} {one.name}: {fault}" for one in declared for fault in _faults(one, ids)]


def _nested(graph: Graph) -> Iterator[str]:
    """Yields the ends of the ids of what the program's ARM templates make."""
    for deployment in graph.of_type(DEPLOYMENT):
        template = Template.of(deployment.inputs, graph.answers)
        yield from (one.path for one in template.resources())


def _faults(resource: Resource, ids: Sequence[str]) -> Iterator[str]:
    type_, inputs, id_ = resource.type, resource.inputs, resource.outputs["id"]
    yield from input_faults(type_, inputs)
    yield from KINDS[type_].name_faults(resource.outputs["name"])
    yield from KINDS[type_].length_faults(inputs)
    for one in missing(references(type_, id_, inputs), ids):
        yield f"it refers to {one}, which the program does not declare"
