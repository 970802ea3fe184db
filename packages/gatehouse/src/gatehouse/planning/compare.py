"""Compares one stack before and after: its resources, its costs, its security findings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gatehouse.cost.estimate import total
from gatehouse.graph.lineage import lineage
from gatehouse.planning.change import changes
from gatehouse.planning.describe import describe
from gatehouse.planning.report import CostChange, Remark, StackPlan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gatehouse.audit.policy_pack import Audit, Finding
    from gatehouse.planning.mask import Mask
    from gatehouse.planning.side import Side

CENT = 0.005
"""Sums that differ by less are the same to whoever pays."""

Key = tuple[str, str, str]
"""The identity of a finding: its rule, its resource and the property.

Not its text, which may name a value: one that is wrong in another way is no new finding.
"""


def compare(stack: str, before: Side, after: Side, mask: Mask, note: str = "") -> StackPlan:
    """Returns the changes from one side to the other, in words and without secrets.

    The note says why there is nothing to compare with; properties are left out then.

    Example: both sides open a vault to the internet, and the new one has an exemption for it. Then
    it is no finding any more, it is not counted as `fixed` either, for nothing was put right, and
    the exemption is new: that is what a reviewer has to look at.
    """
    findings, found = _findings(after.audit), _findings(before.audit)
    exempted, left_alone = _exempted(after.audit), _exempted(before.audit)
    return StackPlan(
        stack=stack,
        note=note,
        changes=tuple(
            describe(replace(one, differences=()) if note else one, mask)
            for one in changes(before.graph, after.graph)
        ),
        cost_before=total(before.costs),
        cost_after=total(after.costs),
        costs=tuple(_costs(before, after)),
        unknown_costs=tuple(_unknown_costs(after)),
        findings=tuple(_remarks(findings, found.keys(), mask)),
        fixed=len(found.keys() - findings.keys() - exempted.keys()),
        exemptions=tuple(_remarks(exempted, left_alone.keys(), mask)),
    )


def _findings(audit: Audit) -> dict[Key, str]:
    return {_key(one): str(one) for one in audit.findings}


def _exempted(audit: Audit) -> dict[Key, str]:
    return {_key(finding): str(exemption) for finding, exemption in audit.exempted}


def _key(finding: Finding) -> Key:
    return finding.rule.id, finding.resource.urn, finding.problem.property


def _remarks(texts: Mapping[Key, str], known: Iterable[Key], mask: Mask) -> Iterator[Remark]:
    old = set(known)
    for key, text in texts.items():
        yield Remark(text=mask(text), is_new=key not in old)


def _costs(before: Side, after: Side) -> Iterator[CostChange]:
    old = {one.resource.urn: one for one in before.costs}
    new = {one.resource.urn: one for one in after.costs}
    for urn in sorted(old.keys() | new.keys()):
        resource = (new.get(urn) or old[urn]).resource
        # Nothing for what isn't there, but None for what is there and has no known price.
        was, will_be = (side[urn].monthly if urn in side else 0.0 for side in (old, new))
        if _differ(was, will_be):
            place, name = lineage(urn), resource.name
            yield CostChange(place=place, name=name, before=was, after=will_be)


def _differ(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is not other
    return abs(one - other) >= CENT


def _unknown_costs(side: Side) -> Iterator[str]:
    for cost in side.costs:
        if cost.monthly is None:
            yield f"{lineage(cost.resource.urn)} {cost.resource.name}: {cost.note}"
