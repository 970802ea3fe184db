"""JContainer: what tokens that hold others have in common.

https://www.newtonsoft.com/json/help/html/T_Newtonsoft_Json_Linq_JContainer.htm
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.json.tokens import (
    JArray,
    JObject,
    JProperty,
    JToken,
    JValue,
)

if TYPE_CHECKING:
    from apim_gateway.expressions.semantics.value import Value


ABSENT = object()
JCONTAINER = clr_type("JContainer", JObject, JArray, JProperty, bases=("JToken",))


def remove_from(token: JToken, key: Value = ABSENT) -> bool:
    """Removes a property by name, a value of an array, or without a key the token itself."""
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


def merge(token: JToken, other: Value, _settings: Value = None) -> None:
    """Adds the other's content: objects property by property, arrays one behind the other."""
    if isinstance(token, JObject) and isinstance(other, JObject):
        for name, property_ in other.properties.items():
            own = token.get(name)
            # Two objects or two arrays merge further down; anything else replaces what was there.
            if type(own) is type(property_.value) and not isinstance(own, JValue):
                merge(own, property_.value)
            else:
                token.set(name, property_.value)
    elif isinstance(token, JArray):
        token.items.extend(token.held(one) for one in other)
