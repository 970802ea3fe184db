"""JArray: a JSON array.

https://www.newtonsoft.com/json/help/html/T_Newtonsoft_Json_Linq_JArray.htm
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.json.jcontainer import merge, remove_from
from apim_gateway.expressions.dotnet.json.jtoken import child, store
from apim_gateway.expressions.dotnet.json.reading import loading
from apim_gateway.expressions.dotnet.json.tokens import (
    JArray,
    token_of,
)

if TYPE_CHECKING:
    from apim_gateway.expressions.semantics.value import Value


JARRAY = clr_type("JArray", JArray, bases=("IEnumerable<JToken>", "JContainer"), element="JToken")


@JARRAY.method("Add", returns="void")
@JARRAY.adder
def append(token: JArray, value: Value) -> None:
    """Adds the value at the end (`Add`)."""
    token.items.append(token.held(value))


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
JARRAY.method("Merge", returns="void")(merge)
JARRAY.method("Remove", returns="bool")(remove_from)
