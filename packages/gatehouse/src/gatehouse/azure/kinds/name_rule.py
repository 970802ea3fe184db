"""What Azure allows as the name of a resource.

https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NameRule:
    """A pattern for the whole name, and the same in words."""

    pattern: str
    words: str

    def allows(self, name: str) -> bool:
        """Whether Azure takes the name."""
        # Compiled here and not when the table is read: an evaluation asks for no rule.
        return re.fullmatch(self.pattern, name) is not None


_HEX = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
GUID = NameRule(_HEX, "a GUID")
PRINCIPAL = NameRule(_HEX, "the object id of a principal, a GUID")
