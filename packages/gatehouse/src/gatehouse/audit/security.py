"""Judges a resource graph by the rules of the program's policy pack, without the engine."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gatehouse.audit.policy_pack import Audit
from gatehouse.graph.graph import texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gatehouse.audit.policy_pack import Exemption, Judged, PolicyPack
    from gatehouse.graph.graph import Graph
    from gatehouse.program.stack_files import StackFiles


def security_audit(
    pack: PolicyPack, graph: Graph, settings: StackFiles, exemptions: Sequence[Exemption]
) -> Audit:
    """Judges the graph by the pack's rules for the stack; production has to obey more of them."""
    production = settings.values.get(f"{settings.project}:production") == "true"
    rules = pack.rules_for(production=production)
    resources = security_resources(pack, graph)
    found = pack.audit(resources, exemptions, rules)
    places = frozenset(one.place for one in resources)
    return Audit(findings=found.findings, exempted=found.exempted, places=places)


def security_resources(pack: PolicyPack, graph: Graph) -> list[Judged]:
    """Returns the graph's resources as the rules see them.

    The resources that a property is made from are found by the ids and physical names in it.

    Example: a diagnostic setting's `resourceUri` is …/providers/Microsoft.KeyVault/vaults/kv-1,
    which is the id of the vault, so the setting is linked to the vault. The engine knows that from
    the program itself; a graph of plain values has lost it.
    """
    known = _known_names(graph)
    return [
        pack.Resource(
            urn=one.urn,
            type=one.type,
            name=one.name,
            properties=one.inputs,
            links={
                key: frozenset(urn for text in texts(value) for urn in _linked(text, known))
                for key, value in one.inputs.items()
            },
            dependencies=frozenset(one.dependencies),
            ignore_changes=one.ignore_changes,
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
    """Yields the resources whose id or name the text is, or begins with up to a slash.

    Example: `…/vaults/kv-1/secrets/key` is linked to the secret and to the vault above it, but
    `…/vaults/kv-10` isn't linked to `…/vaults/kv-1`.
    """
    yield from known.get(text, ())
    for place in re.finditer("/", text):
        yield from known.get(text[: place.start()], ())
