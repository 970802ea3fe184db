"""Enumerations: numbers with names, such as StringComparison.OrdinalIgnoreCase."""

from __future__ import annotations

from typing import ClassVar

from apim_gateway.expressions.checked.member_tables import ClrType, Property, clr_type


class EnumValue(int):
    """A value of an enumeration."""

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


def enumeration(name: str, values: dict[str, int]) -> ClrType:
    """Makes the definition of an enumeration."""
    labels = {number: label for label, number in reversed(values.items())}
    kind = type(name, (EnumValue,), {"labels": labels})
    statics = {label: _constant(name, kind(number)) for label, number in values.items()}
    own = clr_type(name, kind)
    own.statics.update(statics)
    return own


def _constant(name: str, value: EnumValue) -> Property:
    return Property(name, lambda: value)
