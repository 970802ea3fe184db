"""JObject and JArray, the tokens that hold others.

https://www.newtonsoft.com/json/help/html/N_Newtonsoft_Json_Linq.htm
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.collections.list import List
from apim_gateway.expressions.dotnet.json.jtoken import child, store
from apim_gateway.expressions.dotnet.json.reading import loading
from apim_gateway.expressions.dotnet.json.tokens import (
    JArray,
    JObject,
    JProperty,
    JToken,
    JValue,
    token_of,
)
from apim_gateway.expressions.dotnet.system.comparison import folded

if TYPE_CHECKING:
    from apim_gateway.expressions.semantics.value import Value

ABSENT = object()

JCONTAINER = clr_type("JContainer", JObject, JArray, JProperty, bases=("JToken",))


JOBJECT = clr_type(
    "JObject",
    JObject,
    bases=("IEnumerable<KeyValuePair<string,JToken>>", "JContainer"),
    element="KeyValuePair<string,JToken>",
)


@JOBJECT.method("GetValue", returns="JToken")
def get_value(token: JObject, name: str, comparison: Value = None) -> JToken | None:
    """`GetValue(name[, comparison])`."""
    if name in token.properties:
        return token.get(name)
    matching = (
        p.value for p in token.properties.values()
        if folded(p.name, comparison) == folded(name, comparison)
    )  # fmt: skip
    return next(matching, None)


@JOBJECT.method("TryGetValue", returns="bool", out="JToken")
def try_get(token: JObject, name: str, *rest: Value) -> bool:
    """`TryGetValue(name[, comparison], out value)`."""
    *comparison, out = rest
    found = get_value(token, name, *comparison)
    out(found)
    return found is not None


JARRAY = clr_type("JArray", JArray, bases=("IEnumerable<JToken>", "JContainer"), element="JToken")


@JOBJECT.method("Remove", returns="bool")
@JARRAY.method("Remove", returns="bool")
def remove_from(token: JToken, key: Value = ABSENT) -> bool:
    """`Remove()`, `Remove(name)` of an object, `Remove(value)` of an array."""
    if key is ABSENT:
        token.remove()
        return True
    if isinstance(token, JObject):
        found: JToken | None = token.properties.get(key)
    else:
        found = next((one for one in token.tokens() if one is key), None)
    if found is not None:
        token.drop(found)
    return found is not None


@JOBJECT.method("Merge", returns="void")
@JARRAY.method("Merge", returns="void")
def merge(token: JToken, other: Value, _settings: Value = None) -> None:
    """`Merge`: objects property by property, arrays one behind the other."""
    if isinstance(token, JObject) and isinstance(other, JObject):
        for name, property_ in other.properties.items():
            own = token.get(name)
            if type(own) is type(property_.value) and not isinstance(own, JValue):
                merge(own, property_.value)
            else:
                token.set(name, property_.value)
    elif isinstance(token, JArray):
        token.items.extend(token.held(one) for one in other)


@JARRAY.method("Add", returns="void")
@JARRAY.adder
def append(token: JArray, value: Value) -> None:
    """`Add`."""
    token.items.append(token.held(value))


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

JARRAY.property("Count", "int")(len)
JARRAY.method("AddFirst", returns="void")(
    lambda token, value: token.items.insert(0, token.held(value))
)
JARRAY.method("Clear", returns="void")(lambda token: token.items.clear())
JARRAY.method("Contains", returns="bool")(lambda token, value: token.position(value) >= 0)
JARRAY.method("IndexOf", returns="int")(JArray.position)
JARRAY.method("Insert", returns="void")(
    lambda token, at, value: token.items.insert(at, token.held(value))
)
JARRAY.method("RemoveAt", returns="void")(lambda token, at: token.drop(token.child(at)))
JARRAY.static_method("Parse", returns="JArray")(loading(JArray))
JARRAY.static_method("FromObject", returns="JArray")(token_of)
JARRAY.constructor(returns="JArray")(JArray)
JARRAY.indexer(returns="JToken")(child)
JARRAY.setter(store)
