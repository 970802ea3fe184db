"""Exemptions from rules, each with its reason.

One names a rule, a kind of resource and a property, not a single resource:

    rule "CIS.9.2", resource "FunctionApp/WebApp", property "authSettings"

leaves the authSettings of all function apps alone, in every stack, and nothing else.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import SecurityError

if TYPE_CHECKING:
    from .finding import Finding

FILE = Path(__file__).with_name("exemptions.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """One property of one kind of resource that a rule leaves alone."""

    rule: str
    """The rule's id."""
    resource: str
    """Its place, such as `ArtifactStore/StorageAccount`; `*/Secret` is a secret in any."""
    property: str
    reason: str
    """For auditors: why it has to be so, and the measure that takes its place."""

    def covers(self, finding: Finding) -> bool:
        """Returns whether the finding is exempted by this."""
        found = (finding.rule.id, finding.problem.property)
        anywhere = fnmatchcase(finding.resource.place, self.resource)
        return anywhere and found == (self.rule, self.property)

    def __str__(self) -> str:
        """Renders the exemption in one sentence, with its reason."""
        return f"{self.rule} is not asked of {self.resource} {self.property}: {self.reason}"


def load_exemptions(path: Path = FILE) -> tuple[Exemption, ...]:
    """Reads the exemptions; raises SecurityError for one that is incomplete or has no reason."""
    return tuple(_exemption(path, entry) for entry in json.loads(path.read_text(encoding="utf-8")))


def _exemption(path: Path, entry: dict[str, str]) -> Exemption:
    names = set(Exemption.__slots__)
    if entry.keys() != names or not all(entry.values()):
        raise SecurityError(
            f"{path} has the entry {entry}; allowed are entries with {', '.join(sorted(names))}, "
            "none of them empty; complete the entry or remove it"
        )
    return Exemption(**entry)
