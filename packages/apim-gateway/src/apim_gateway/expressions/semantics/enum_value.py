"""Values of enumerations: numbers with names, some of them flags that are joined by `|`."""

from __future__ import annotations

from typing import ClassVar


class EnumValue(int):
    """A value of an enumeration: a number that knows its name."""

    labels: ClassVar[dict[int, str]] = {}

    def __str__(self) -> str:
        """Renders its name, or the names of the flags in it."""
        if int(self) in self.labels:
            return self.labels[int(self)]
        flags = [label for number, label in sorted(self.labels.items()) if number and number & self]
        return ", ".join(flags) or str(int(self))

    def __or__(self, other: int) -> EnumValue:
        """Joins flags."""
        return type(self)(int(self) | int(other))

    def __and__(self, other: int) -> EnumValue:
        """Returns the flags that both have."""
        return type(self)(int(self) & int(other))
