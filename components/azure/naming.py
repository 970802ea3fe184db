"""Logical names that stay inside Azure's limits once azure-native has appended its suffix.

https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
"""

from __future__ import annotations

import re
from dataclasses import dataclass

SUFFIX = 8
"""Hex digits that azure-native appends to a logical name, so that a torn-down stack can come back
while Azure still holds the old, soft-deleted name."""


@dataclass(frozen=True, slots=True)
class NameRule:
    """The names that Azure allows for one kind of resource."""

    prefix: str
    """The abbreviation of the Cloud Adoption Framework."""
    longest: int
    """Characters, the suffix included."""
    hyphens: bool = True
    """False where only lower-case letters and digits are allowed."""

    def apply(self, workload: str) -> str:
        """Returns the logical name of the workload's resource, cut to what the limit leaves.

        >>> NameRule("kv", 24).apply("gatehouse-production")
        'kv-gatehouse-pro'

        azure-native makes it `kv-gatehouse-pro1a2b3c4d`, which is 24 characters long.
        """
        separator = "-" if self.hyphens else ""
        words = re.findall("[a-z0-9]+", f"{self.prefix}-{workload}".lower())
        return separator.join(words)[: self.longest - SUFFIX].rstrip("-")


def part_name(part: str, component: str, workload: str) -> str:
    """Returns the name of a component's part among the parts of all components of its kind.

    That of the component called like the workload is the plain one. It is the same in every stack,
    so that a policy document can hold it.

    >>> part_name("function-app", "gatehouse-dev", workload="gatehouse-dev")
    'function-app'
    >>> part_name("function-app", "gatehouse-dev-orders", workload="gatehouse-dev")
    'orders-function-app'
    """
    own = component.removeprefix(workload).lstrip("-")
    return f"{own}-{part}" if own else part
