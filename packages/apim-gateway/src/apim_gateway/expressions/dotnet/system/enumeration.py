"""Registers enumerations, such as StringComparison."""

from __future__ import annotations

from apim_gateway.expressions.checked.member_tables import ClrType, Property, clr_type
from apim_gateway.expressions.semantics.enum_value import EnumValue


def enumeration(name: str, values: dict[str, int]) -> ClrType:
    """Registers an enumeration with its values."""
    # The first of two names for a number is the one it renders, so that goes in last.
    labels = {number: label for label, number in reversed(values.items())}
    kind = type(name, (EnumValue,), {"labels": labels})
    statics = {label: _constant(name, kind(number)) for label, number in values.items()}
    own = clr_type(name, kind)
    own.statics.update(statics)
    return own


def _constant(name: str, value: EnumValue) -> Property:
    return Property(name, lambda: value)
