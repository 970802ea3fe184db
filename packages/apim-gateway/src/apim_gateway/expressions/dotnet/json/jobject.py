"""JObject: a JSON object.

https://www.newtonsoft.com/json/help/html/T_Newtonsoft_Json_Linq_JObject.htm
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.collections.list import List
from apim_gateway.expressions.dotnet.json.jcontainer import merge, remove_from
from apim_gateway.expressions.dotnet.json.jtoken import child, store
from apim_gateway.expressions.dotnet.json.reading import loading
from apim_gateway.expressions.dotnet.json.tokens import (
    JObject,
    JToken,
    token_of,
)
from apim_gateway.expressions.dotnet.system.comparison import folded

if TYPE_CHECKING:
    from apim_gateway.expressions.semantics.value import Value


JOBJECT = clr_type(
    "JObject",
    JObject,
    bases=("IEnumerable<KeyValuePair<string,JToken>>", "JContainer"),
    element="KeyValuePair<string,JToken>",
)


@JOBJECT.method("GetValue", returns="JToken")
def get_value(token: JObject, name: str, comparison: Value = None) -> JToken | None:
    """Returns the property's value, by a name of any case if so wished (`GetValue`)."""
    if name in token.properties:
        return token.get(name)
    matching = (
        p.value for p in token.properties.values()
        if folded(p.name, comparison) == folded(name, comparison)
    )  # fmt: skip
    return next(matching, None)


@JOBJECT.method("TryGetValue", returns="bool", out="JToken")
def try_get(token: JObject, name: str, *rest: Value) -> bool:
    """Returns whether the property is there, and puts its value out (`TryGetValue`)."""
    *comparison, out = rest
    found = get_value(token, name, *comparison)
    out(found)
    return found is not None


JOBJECT.property("Count", "int")(lambda token: len(token.properties))
JOBJECT.method("Add", returns="void")(JObject.add)
JOBJECT.method("ContainsKey", returns="bool")(lambda token, name: name in token.properties)
JOBJECT.method("Properties", returns="IEnumerable<JProperty>")(lambda token: List(token.tokens()))
JOBJECT.method("Property", returns="JProperty")(lambda token, name: token.properties.get(name))
JOBJECT.method("PropertyValues", returns="IEnumerable<JToken>")(
    lambda token: List(p.value for p in token.tokens())
)
JOBJECT.method("RemoveAll", returns="void")(lambda token: token.properties.clear())
JOBJECT.static_method("Parse", returns="JObject")(loading(JObject))
JOBJECT.static_method("FromObject", returns="JObject")(token_of)
JOBJECT.constructor(returns="JObject")(JObject)
JOBJECT.indexer(returns="JToken")(child)
JOBJECT.setter(store)
JOBJECT.adder(JObject.add)
JOBJECT.method("Merge", returns="void")(merge)
JOBJECT.method("Remove", returns="bool")(remove_from)
