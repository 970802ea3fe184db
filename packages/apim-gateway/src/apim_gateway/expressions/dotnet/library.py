"""Looks up .NET types and their members in the tables."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import TYPES, ClrType, Method, Property
from apim_gateway.expressions.checked.static_types import OBJECT, Type, filled, type_of
from apim_gateway.expressions.dotnet import __path__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from apim_gateway.expressions.semantics.value import Value


Member = Property | Method

for _, module, folder in walk_packages(__path__, "apim_gateway.expressions.dotnet."):
    if not folder and module != __name__:
        import_module(module)

BY_NAME = TYPES
# Where types share a class, the last to be registered has its values: JContainer names those of
# JObject and JArray, which are registered after it, and each exception is an `Exception`.
BY_CLASS: dict[type, ClrType] = {
    kind: definition for definition in TYPES.values() for kind in definition.classes
}
MEMBERS = frozenset(name for definition in TYPES.values() for name in definition.members)
"""Every member's name, for values whose type is not known at load."""


def lineage(kind: Type) -> Iterator[tuple[ClrType, dict[str, Type]]]:
    """Goes through the type's definition and its bases', with type parameters filled in.

    Of `Dictionary<string,int>` that is Dictionary with `K` as `string` and `V` as `int`, then its
    base `IEnumerable<KeyValuePair<K,V>>` with `T` as `KeyValuePair<string,int>`, then `object`.
    """
    yield from _ancestors(kind)
    yield BY_NAME[OBJECT.name], {}


def _ancestors(kind: Type) -> Iterator[tuple[ClrType, dict[str, Type]]]:
    definition = BY_NAME.get(kind.name)
    if definition is None or kind == OBJECT:
        return
    bindings = dict(zip(definition.parameters, kind.args, strict=False))
    yield definition, bindings
    for base in definition.bases:
        yield from _ancestors(filled(type_of(base), bindings))


def find_property(kind: Type, name: str) -> tuple[Property, dict[str, Type]] | None:
    """Finds a property of the type or its bases; a method of that name does not hide it."""
    if kind.name.startswith("{"):
        fields = dict(zip(kind.name[1:-1].split(","), kind.args, strict=True))
        return (Property(name, lambda own: own.fields[name]), fields) if name in fields else None
    for definition, bindings in lineage(kind):
        member = definition.members.get(name)
        if isinstance(member, Property):
            return member, bindings
    return None


def find_method(kind: Type, name: str) -> tuple[Method, dict[str, Type]] | None:
    """Finds a method, as `find_property`."""
    for definition, bindings in lineage(kind):
        member = definition.members.get(name)
        if isinstance(member, Method):
            return member, bindings
    return None


def member_names(kind: Type) -> list[str]:
    """Lists all members of the type, for messages."""
    return sorted({name for definition, _ in lineage(kind) for name in definition.members})


def type_of_value(value: Value) -> Type:
    """Finds the type of a value, without its type arguments."""
    return _type_of_class(value.__class__)


def index_of_value(value: Value) -> Method | None:
    """Finds the indexer of the value, `value[…]`."""
    own = lineage(_type_of_class(value.__class__))
    return next((one.index for one, _ in own if one.index is not None), None)


def store_of_value(value: Value) -> Callable[[Value, Value, Value], object] | None:
    """Finds the setter of the value's elements, `value[…] = …`."""
    own = lineage(_type_of_class(value.__class__))
    return next((one.store for one, _ in own if one.store is not None), None)


def property_of_value(value: Value, name: str) -> Property | None:
    """Finds a property by the value."""
    return _property(value.__class__, name)


def method_of_value(value: Value, name: str) -> Method | None:
    """Finds a method by the value."""
    return _method(value.__class__, name)


def is_a(kind: Type, wanted: str) -> bool:
    """Returns whether the type is, or derives from, the type with that name."""
    return any(definition.name == wanted for definition, _ in lineage(kind))


@cache
def _property(kind: type, name: str) -> Property | None:
    found = find_property(_type_of_class(kind), name)
    return found[0] if found else None


@cache
def _method(kind: type, name: str) -> Method | None:
    found = find_method(_type_of_class(kind), name)
    return found[0] if found else None


def _type_of_class(kind: type) -> Type:
    return next((Type(BY_CLASS[own].name) for own in kind.__mro__ if own in BY_CLASS), OBJECT)
