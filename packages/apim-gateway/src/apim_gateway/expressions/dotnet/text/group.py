"""Group: what a group of a pattern has matched.

https://learn.microsoft.com/dotnet/api/system.text.regularexpressions.group
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type

if TYPE_CHECKING:
    import re


@dataclass(frozen=True, slots=True)
class Group:
    """A group of a pattern, with what it has matched if it has."""

    found: re.Match[str] | None
    key: str | int = 0

    @property
    def success(self) -> bool:
        """Returns whether it has matched (`Success`)."""
        return self.found is not None and self.found[self.key] is not None

    @property
    def value(self) -> str:
        """Returns what it has matched, nothing where it has not (`Value`)."""
        return self.found[self.key] if self.found is not None and self.success else ""

    def start(self) -> int:
        """Returns where it starts (`Index`)."""
        return self.found.start(self.key) if self.found is not None and self.success else 0

    def group(self, key: str | int) -> Group:
        """Returns the group of that number or name; where there is none, one without a match."""
        names = {} if self.found is None else self.found.re.groupindex
        count = 0 if self.found is None else self.found.re.groups
        known = key in names if isinstance(key, str) else 0 <= key <= count
        if isinstance(key, str) and key.isdecimal():
            return self.group(int(key))
        return type(self)(self.found, key) if known else type(self)(None)

    def __str__(self) -> str:
        """Renders the value."""
        return self.value


GROUP_TYPE = clr_type("Group", Group)
GROUP_TYPE.property("Success", "bool")(lambda group: group.success)
GROUP_TYPE.property("Value", "string")(lambda group: group.value)
GROUP_TYPE.property("Index", "int")(Group.start)
GROUP_TYPE.property("Length", "int")(lambda group: len(group.value))
