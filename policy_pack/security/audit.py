"""Applies rules to the resources of a stack."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .finding import Finding
from .resource import Stack

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .exemption import Exemption
    from .resource import Resource
    from .rule import Rule


@dataclass(frozen=True, kw_only=True)
class Audit:
    """The findings in one stack, apart from those that are exempted."""

    findings: tuple[Finding, ...]
    """Problems that have to be put right."""
    exempted: tuple[tuple[Finding, Exemption], ...]
    """Problems that are left as they are, each with its exemption."""


def audit(
    resources: Sequence[Resource], exemptions: Sequence[Exemption], rules: Iterable[Rule]
) -> Audit:
    """Judges the resources of one stack by the rules; an exempted finding is not lost but apart."""
    stack = Stack(tuple(resources))
    found = [
        Finding(rule, resource, problem)
        for rule in rules
        for resource in resources
        for problem in rule.problems(resource, stack)
    ]
    pairs = [(one, next((e for e in exemptions if e.covers(one)), None)) for one in found]
    return Audit(
        findings=tuple(finding for finding, exemption in pairs if exemption is None),
        exempted=tuple((finding, exemption) for finding, exemption in pairs if exemption),
    )
