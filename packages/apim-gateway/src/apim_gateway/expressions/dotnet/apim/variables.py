"""`context.Variables` and `context.Request.MatchedParameters`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
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
MATCHED_PARAMETERS = clr_type(
    "MatchedParameters",
    bases=("IEnumerable<KeyValuePair<string,string>>",),
    element="KeyValuePair<string,string>",
)


@VARIABLES.indexer(returns="object")
@MATCHED_PARAMETERS.indexer(returns="string")
def element(values: Values, name: str) -> Value:
    """`values[name]`: throws when there is none."""
    if name not in values:
        raise missing(name)
    return values[name]


@VARIABLES.method("GetValueOrDefault", returns="M", generic=True)
def value_or_default(
    values: Values, name: str, default_value: Value = ABSENT, *, of: Type = ANY
) -> Value:
    """`GetValueOrDefault<T>(name[, default])`: throws when the value is no T."""
    if name in values:
        return cast(of, values[name])
    return default_of(of) if default_value is ABSENT else default_value


@VARIABLES.method("TryGetValue", returns="bool", out="object")
@MATCHED_PARAMETERS.method("TryGetValue", returns="bool", out="string")
def try_get(values: Values, name: str, out: Callable[[Value], None]) -> bool:
    """`TryGetValue`."""
    out(values.get(name))
    return name in values


MATCHED_PARAMETERS.method("GetValueOrDefault", returns="string")(
    lambda values, name, default_value=None: values.get(name, default_value)
)
for own, kind in ((VARIABLES, "object"), (MATCHED_PARAMETERS, "string")):
    own.method("ContainsKey", returns="bool")(lambda values, key: key in values)
    own.property("Count", "int")(len)
    own.property("Keys", "List<string>")(List)
    own.property("Values", f"List<{kind}>")(lambda values: List(values.values()))
