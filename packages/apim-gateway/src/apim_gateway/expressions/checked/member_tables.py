"""What a .NET type offers to expressions: its members, and the register of all types."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.expressions.semantics.value import Value


@dataclass(frozen=True, slots=True)
class Property:
    """A property, field or constant; `get` takes the object, or nothing where static."""

    type: str
    get: Callable[..., Value]
    set: Callable[[Value, Value], None] | None = None
    extension: bool = False
    """Can be read of null."""


@dataclass(frozen=True, slots=True)
class Method:
    """A method: its result's type and a function of the object (unless static) and arguments.

    How many arguments it takes, and their names, are the function's own. Type parameters in
    `type` are the receiver's, `M` (the method's type argument), `R` and `S` (the results of the
    first and the second lambda).
    """

    type: str
    call: Callable[..., Value]
    lambdas: tuple[str, ...] = ()
    """Types of the parameters of a lambda argument."""
    out: str = ""
    """Type of an `out` argument."""
    generic: bool = False
    """The function takes the method's type argument as keyword `of`."""
    extension: bool = False
    """Can be called on null."""
    indexed: Callable[..., Value] | None = None
    """Called instead where the lambda has one more parameter: the index."""


@dataclass(slots=True, kw_only=True)
class ClrType:
    """One .NET type; its modules add the members, a decorator beside each function."""

    name: str
    parameters: tuple[str, ...] = ()
    """Names of its type parameters."""
    classes: tuple[type, ...] = ()
    """Python classes of its values."""
    bases: tuple[str, ...] = ()
    """Types whose members it also has, `object` apart, with its type parameters filled in."""
    members: dict[str, Property | Method] = field(default_factory=dict)
    statics: dict[str, Property | Method] = field(default_factory=dict)
    constructor: Method | None = None
    element: str = ""
    """Type of what `foreach` goes through, empty when it can't."""
    index: Method | None = None
    """`value[…]`."""
    store: Callable[[Value, Value, Value], None] | None = None
    """`value[…] = …`."""
    add: Callable[..., object] | None = None
    """What a collection initializer calls for each element."""


TYPES: dict[str, ClrType] = {}
"""Every .NET type by name, in the order of registration."""


def clr_type(name: str, **given: Value) -> ClrType:
    """Registers a .NET type under its C# name; a name is registered once."""
    if name in TYPES:
        message = f"{name} is registered already; add its members where that is done"
        raise ValueError(message)
    TYPES[name] = ClrType(name=name, **given)
    return TYPES[name]


def classes_of(name: str) -> tuple[type, ...]:
    """Returns the Python classes of the type's values, none for a type that isn't known."""
    known = TYPES.get(name)
    return () if known is None else known.classes
