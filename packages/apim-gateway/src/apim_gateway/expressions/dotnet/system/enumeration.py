"""Enumerations: numbers with names, such as StringComparison.OrdinalIgnoreCase."""

from __future__ import annotations

from apim_gateway.expressions.checked.member_tables import ClrType, Property, clr_type
from apim_gateway.expressions.semantics.enum_value import EnumValue


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
