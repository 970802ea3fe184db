"""What a .NET type offers to expressions: the tables in `types/` are made of these."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Value: TypeAlias = Any
"""Any C# value; the Python classes are listed in the definitions."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One .NET type."""

    name: str
    parameters: tuple[str, ...] = ()
    """Names of its type parameters."""
    classes: tuple[type, ...] = ()
    """Python classes of its values."""
    bases: tuple[str, ...] = ()
    """Types whose members it also has, `object` apart, with its type parameters filled in."""
    members: Mapping[str, Property | Method] = field(default_factory=dict)
    statics: Mapping[str, Property | Method] = field(default_factory=dict)
    constructor: Method | None = None
    element: str = ""
    """Type of what `foreach` goes through, empty when it can't."""
    index: Method | None = None
    """`value[…]`."""
    store: Callable[[Value, Value, Value], None] | None = None
    """`value[…] = …`."""
    add: Callable[..., object] | None = None
    """What a collection initializer calls for each element."""


CLASSES: dict[str, tuple[type, ...]] = {}
"""Python classes of each type's values, by the type's name; `library` fills it."""
