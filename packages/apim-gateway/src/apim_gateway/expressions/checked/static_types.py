"""Static types: what is known of an expression's value before it runs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

ARRAY = "[]"
NULLABLE = "?"


@dataclass(frozen=True, slots=True)
class Type:
    """A type's name and type arguments; an array is `[]` of its element, `int?` is `?` of int."""

    name: str
    args: tuple[Type, ...] = ()

    def __str__(self) -> str:
        """Renders as C# writes it."""
        if self.name in (ARRAY, NULLABLE) and self.args:
            return f"{self.args[0]}{self.name}"
        return f"{self.name}<{', '.join(map(str, self.args))}>" if self.args else self.name


ANY = Type("dynamic")
"""Not known before it runs: members are found by the value."""

NULL = Type("null")
VOID = Type("void")
OBJECT, STRING, BOOL, CHAR = Type("object"), Type("string"), Type("bool"), Type("char")
INT, LONG, DOUBLE, DECIMAL = Type("int"), Type("long"), Type("double"), Type("decimal")

INTEGRAL = ("sbyte", "byte", "short", "ushort", "char", "int", "uint", "long", "ulong")
NUMERIC = (*INTEGRAL, "float", "double", "decimal")
VALUES = (*NUMERIC, "bool", "DateTime", "DateTimeOffset", "TimeSpan", "Guid", "KeyValuePair")
"""Types that can't be null."""


@cache
def type_of(text: str) -> Type:
    """Reads a type as the tables write it: `string`, `T[]`, `Dictionary<K,V>`."""
    for suffix in (ARRAY, NULLABLE):
        if text.endswith(suffix):
            return Type(suffix, (type_of(text.removesuffix(suffix)),))
    # `Dictionary<K,V>` is read from the outside in: the name, then each argument by itself.
    name, _, rest = text.partition("<")
    return Type(name, tuple(map(type_of, _split(rest.removesuffix(">"))))) if rest else Type(name)


def filled(kind: Type, bindings: dict[str, Type]) -> Type:
    """Puts the bound types in place of type parameters such as `T`.

    With `T` bound to `int`, `IEnumerable<T>` becomes `IEnumerable<int>`.
    """
    if kind.name in bindings:
        return bindings[kind.name]
    return Type(kind.name, tuple(filled(arg, bindings) for arg in kind.args))


def anonymous(fields: dict[str, Type]) -> Type:
    """Returns the type of `new { … }`: its name lists the fields."""
    return Type(f"{{{','.join(fields)}}}", tuple(fields.values()))


def nullable(kind: Type) -> Type:
    """Returns the type that also has null: `int?` for `int`, a class as it is."""
    return Type(NULLABLE, (kind,)) if kind.name in VALUES else kind


def bare(kind: Type) -> Type:
    """Returns the type without its question mark."""
    return kind.args[0] if kind.name == NULLABLE else kind


def _split(text: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for at, letter in enumerate(text):
        depth += (letter == "<") - (letter == ">")
        if letter == "," and depth == 0:
            parts.append(text[start:at])
            start = at + 1
    return [*parts, text[start:]]
