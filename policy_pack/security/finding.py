"""A problem of a resource, with the rule that it breaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .problem import Problem
    from .resource import Resource
    from .rule import Rule


LEVEL = "error"
"""SARIF's level of a finding: each fails the check unless it has an exemption."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem with the rule that it breaks and the resource that it is in."""

    rule: Rule
    resource: Resource
    problem: Problem

    @property
    def record(self) -> dict[str, str]:
        """The finding for tools, under the names that SARIF has for its parts.

        https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
        """
        return {
            "ruleId": self.rule.id,
            "level": LEVEL,
            "message": str(self),
            "resource": f"{self.resource.place} {self.resource.name}",
            "property": self.problem.property,
            "helpUri": self.rule.url,
        }

    def __str__(self) -> str:
        """Renders the finding: its place, the given, the allowed, the remedy and the rule."""
        problem = self.problem
        given = "not given" if problem.given is None else repr(problem.given)
        return (
            f"{self.resource.place} {self.resource.name}: {problem.property} is {given}; allowed "
            f"is {problem.allowed}; {problem.remedy} ({self.rule.title}, {self.rule.url})"
        )
