"""Looking up .NET types and their members in the tables."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from gateway.expressions.definition import CLASSES, Definition, Method, Property, Value
from gateway.expressions.static import OBJECT, filled, type_of
from gateway.expressions.types import DEFINITIONS

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from gateway.expressions.static import Type

Member = Property | Method

BY_NAME: dict[str, Definition] = {definition.name: definition for definition in DEFINITIONS}
BY_CLASS: dict[type, Definition] = {
    kind: definition for definition in DEFINITIONS for kind in definition.classes
}
CLASSES.update((definition.name, definition.classes) for definition in DEFINITIONS)
MEMBERS = frozenset(name for definition in DEFINITIONS for name in definition.members)
"""Every member's name, for values whose type is not known at load."""


def lineage(kind: Type) -> Iterator[tuple[Definition, dict[str, Type]]]:
    """Goes through the type's definition and its bases', with type parameters filled in."""
    yield from _ancestors(kind)
    yield BY_NAME[OBJECT.name], {}


def _ancestors(kind: Type) -> Iterator[tuple[Definition, dict[str, Type]]]:
    definition = BY_NAME.get(kind.name)
    if definition is None or kind == OBJECT:
        return
    bindings = dict(zip(definition.parameters, kind.args, strict=False))
    yield definition, bindings
    for base in definition.bases:
        yield from _ancestors(filled(type_of(base), bindings))


def find_member(kind: Type, name: str) -> tuple[Member, dict[str, Type]] | None:
    """Finds a member of the type or its bases, and what its type parameters stand for."""
    if kind.name.startswith("{"):
        fields = dict(zip(kind.name[1:-1].split(","), kind.args, strict=True))
        kind = OBJECT
        if name in fields:
            return Property(name, lambda value: value.fields[name]), fields
    for definition, bindings in lineage(kind):
        if name in definition.members:
            return definition.members[name], bindings
    return None


def find_property(kind: Type, name: str) -> tuple[Property, dict[str, Type]] | None:
    """Finds a property, as `find_member`."""
    found = find_member(kind, name)
    return (found[0], found[1]) if found and isinstance(found[0], Property) else None


def find_method(kind: Type, name: str) -> tuple[Method, dict[str, Type]] | None:
    """Finds a method, as `find_member`."""
    found = find_member(kind, name)
    return (found[0], found[1]) if found and isinstance(found[0], Method) else None


def member_names(kind: Type) -> list[str]:
    """Lists all members of the type, for messages."""
    return sorted({name for definition, _ in lineage(kind) for name in definition.members})


def definition_of(value: Value) -> Definition | None:
    """Finds the definition of a value by its Python class."""
    for kind in type(value).__mro__:
        if kind in BY_CLASS:
            return BY_CLASS[kind]
    return None


def member_of(value: Value, name: str) -> Member | None:
    """Finds a member of a value."""
    kind: Hashable = value.__class__
    return member_of_class(kind, name)


@cache
def member_of_class(kind: Hashable, name: str) -> Member | None:
    """Finds a member by the Python class of a value."""
    for own in getattr(kind, "__mro__", ()):
        if own in BY_CLASS:
            found = find_member(type_of(BY_CLASS[own].name), name)
            return found[0] if found else None
    return None


def is_a(kind: Type, wanted: str) -> bool:
    """Tells whether the type is, or derives from, the type with that name."""
    return any(definition.name == wanted for definition, _ in lineage(kind))
