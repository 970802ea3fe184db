"""`context.Variables` and `context.Request.MatchedParameters`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import ClrType, Method, Property, clr_type
from apim_gateway.expressions.checked.static_types import ANY, Type
from apim_gateway.expressions.dotnet.collections.collection import KeyValuePair, List
from apim_gateway.expressions.dotnet.collections.dictionary import missing
from apim_gateway.expressions.dotnet.collections.iteration import items
from apim_gateway.expressions.dotnet.system.conversion import cast, default_of
from apim_gateway.expressions.semantics.value import Value

if TYPE_CHECKING:
    from collections.abc import Callable


Values = dict[str, Value]
ABSENT = object()


items.register(dict, lambda values: [KeyValuePair(*item) for item in values.items()])


def element(values: Values, name: str) -> Value:
    """`values[name]`: throws when there is none."""
    if name not in values:
        raise missing(name)
    return values[name]


def value_or_default(
    values: Values, name: str, default_value: Value = ABSENT, *, of: Type = ANY
) -> Value:
    """`GetValueOrDefault<T>(name[, default])`: throws when the value is no T."""
    if name in values:
        return cast(of, values[name])
    return default_of(of) if default_value is ABSENT else default_value


def try_get(values: Values, name: str, out: Callable[[Value], None]) -> bool:
    """`TryGetValue`."""
    out(values.get(name))
    return name in values


def dictionary(name: str, kind: str, lookup: Method, classes: tuple[type, ...] = ()) -> ClrType:
    """Makes the definition of a dictionary with names as keys."""
    return clr_type(
        name=name,
        classes=classes,
        bases=(f"IEnumerable<KeyValuePair<string,{kind}>>",),
        members={
            "ContainsKey": Method("bool", lambda values, key: key in values),
            "Count": Property("int", len),
            "GetValueOrDefault": lookup,
            "Keys": Property("List<string>", List),
            "TryGetValue": Method("bool", try_get, out=kind),
            "Values": Property(f"List<{kind}>", lambda values: List(values.values())),
        },
        element=f"KeyValuePair<string,{kind}>",
        index=Method(kind, element),
    )


DEFINITIONS = (
    dictionary("Variables", "object", Method("M", value_or_default, generic=True), (dict,)),
    dictionary(
        "MatchedParameters",
        "string",
        Method("string", lambda values, name, default_value=None: values.get(name, default_value)),
    ),
)
