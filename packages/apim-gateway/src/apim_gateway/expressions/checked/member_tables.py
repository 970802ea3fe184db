"""Registers the .NET types that expressions may use, each with its members."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.expressions.semantics.value import Value

Code = TypeVar("Code", bound="Callable[..., Value]")


@dataclass(frozen=True, slots=True)
class Property:
    """A property, field or constant; `get` takes the object, or nothing where it is static."""

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
    first and the second lambda). So `Select`, with `lambdas=("T",)` and `type="IEnumerable<R>"`,
    called on a `List<int>` with `n => n.ToString()`, compiles the lambda with an int `n`, and is
    an `IEnumerable<string>`, since the lambda returns a string.
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
    """A .NET type with its members; modules add them with a decorator beside each function."""

    name: str
    parameters: tuple[str, ...] = ()
    """Names of its type parameters."""
    classes: tuple[type, ...] = ()
    """Python classes of its values."""
    bases: tuple[str, ...] = ()
    """Types whose members it also has, `object` apart, with its type parameters filled in."""
    element: str = ""
    """Type of what `foreach` goes through, empty when it can't."""
    members: dict[str, Property | Method] = field(default_factory=dict)
    statics: dict[str, Property | Method] = field(default_factory=dict)
    new: Method | None = None
    """The constructor."""
    index: Method | None = None
    """`value[…]`."""
    store: Callable[[Value, Value, Value], object] | None = None
    """`value[…] = …`."""
    add: Callable[..., object] | None = None
    """The method that a collection initializer calls for each element."""
    default: Value = None
    """`default(T)`."""
    cast: Callable[[Value], Value] | None = None
    """`(T)value` of a value of another type."""

    def property(
        self,
        name: str,
        kind: str,
        *,
        set: Callable[[Value, Value], None] | None = None,  # noqa: A002 - as Property calls it
        extension: bool = False,
    ) -> Callable[[Code], Code]:
        """Registers the function of the object as a property; see Property."""
        return _kept(lambda get: self.members.update({name: Property(kind, get, set, extension)}))

    def method(
        self,
        name: str,
        *,
        returns: str,
        lambdas: tuple[str, ...] = (),
        out: str = "",
        generic: bool = False,
        extension: bool = False,
        indexed: Callable[..., Value] | None = None,
    ) -> Callable[[Code], Code]:
        """Registers the function of the object and the arguments as a method; see Method."""
        return _kept(
            lambda call: self.members.update(
                {name: Method(returns, call, lambdas, out, generic, extension, indexed)}
            )
        )

    def static_property(self, name: str, kind: str) -> Callable[[Code], Code]:
        """Registers the function as a property of the type itself, or as a constant."""
        return _kept(lambda get: self.statics.update({name: Property(kind, get)}))

    def static_method(
        self,
        name: str,
        *,
        returns: str,
        lambdas: tuple[str, ...] = (),
        out: str = "",
        generic: bool = False,
    ) -> Callable[[Code], Code]:
        """Registers the function of the arguments as a method of the type itself; see Method."""
        return _kept(
            lambda call: self.statics.update({name: Method(returns, call, lambdas, out, generic)})
        )

    def constructor(self, *, returns: str) -> Callable[[Code], Code]:
        """Registers the function of the arguments as `new T(…)`."""

        def register(call: Code) -> Code:
            self.new = Method(returns, call)
            return call

        return register

    def indexer(self, *, returns: str) -> Callable[[Code], Code]:
        """Registers the function of object and key as `value[key]`."""

        def register(call: Code) -> Code:
            self.index = Method(returns, call)
            return call

        return register

    def setter(self, call: Code) -> Code:
        """Registers the function of object, key and value as `value[key] = …`."""
        self.store = call
        return call

    def adder(self, call: Code) -> Code:
        """Registers the function as what `new T { a, b }` calls for each element."""
        self.add = call
        return call

    def caster(self, call: Code) -> Code:
        """Registers the function of a value of another type as `(T)value`."""
        self.cast = call
        return call

    def interface(self, name: str) -> None:
        """Registers an interface of the type: the same members, but nothing to create.

        Members that are registered later are the interface's as well, for they share one table; of
        the indexer and its like it has what the type has now.
        """
        made = clr_type(name, parameters=self.parameters, bases=self.bases, element=self.element)
        made.members = self.members
        made.index, made.store, made.add = self.index, self.store, self.add


TYPES: dict[str, ClrType] = {}
"""Every .NET type by name, in the order of registration."""


def clr_type(
    name: str,
    *classes: type,
    parameters: tuple[str, ...] = (),
    bases: tuple[str, ...] = (),
    element: str = "",
    default: Value = None,
) -> ClrType:
    """Registers a .NET type under its C# name, with the Python classes of its values.

    `parameters` are the names of its type parameters, `bases` the types whose members it also has,
    `element` is the type of what `foreach` finds in it, `default` its `default(T)`.

    Raises ValueError when the name is registered already.
    """
    if name in TYPES:
        message = f"{name} is registered already; add its members where that is done"
        raise ValueError(message)
    TYPES[name] = ClrType(
        name=name,
        classes=classes,
        parameters=parameters,
        bases=bases,
        element=element,
        default=default,
    )
    return TYPES[name]


def classes_of(name: str) -> tuple[type, ...]:
    """Returns the Python classes of the type's values, none for a type that isn't known."""
    known = TYPES.get(name)
    return () if known is None else known.classes


def _kept(register: Callable[[Code], object]) -> Callable[[Code], Code]:
    """Returns a decorator that registers the function and leaves it as it is."""

    def decorate(function: Code) -> Code:
        register(function)
        return function

    return decorate
