"""Variables: `context.Variables`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import ClrType, clr_type
from apim_gateway.expressions.checked.static_types import ANY, Type
from apim_gateway.expressions.dotnet.collections.dictionary import missing
from apim_gateway.expressions.dotnet.collections.iteration import items
from apim_gateway.expressions.dotnet.collections.key_value_pair import KeyValuePair
from apim_gateway.expressions.dotnet.collections.list import List
from apim_gateway.expressions.dotnet.system.conversion import cast, default_of
from apim_gateway.expressions.semantics.value import Value

if TYPE_CHECKING:
    from collections.abc import Callable


Values = dict[str, Value]
ABSENT = object()
items.register(dict, lambda values: [KeyValuePair(*item) for item in values.items()])
VARIABLES = clr_type(
    "Variables",
    dict,
    bases=("IEnumerable<KeyValuePair<string,object>>",),
    element="KeyValuePair<string,object>",
)


def element(values: Values, name: str) -> Value:
    """Returns the value of a name (`values[name]`); throws when there is none."""
    if name not in values:
        raise missing(name)
    return values[name]


@VARIABLES.method("GetValueOrDefault", returns="M", generic=True)
def value_or_default(
    values: Values, name: str, default_value: Value = ABSENT, *, of: Type = ANY
) -> Value:
    """Returns the value as a `T`, or the default; throws when it is no `T`."""
    if name in values:
        return cast(of, values[name])
    return default_of(of) if default_value is ABSENT else default_value


def try_get(values: Values, name: str, out: Callable[[Value], None]) -> bool:
    """Returns whether the name is there, and puts its value out (`TryGetValue`)."""
    out(values.get(name))
    return name in values


def add_reading(own: ClrType, kind: str) -> None:
    """Registers what a type of named values of this `kind` has as any dictionary."""
    own.indexer(returns=kind)(element)
    own.method("ContainsKey", returns="bool")(lambda values, key: key in values)
    own.method("TryGetValue", returns="bool", out=kind)(try_get)
    own.property("Count", "int")(len)
    own.property("Keys", "List<string>")(List)
    own.property("Values", f"List<{kind}>")(lambda values: List(values.values()))


add_reading(VARIABLES, "object")
