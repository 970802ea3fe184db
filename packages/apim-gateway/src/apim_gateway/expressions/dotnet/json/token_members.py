"""Json.NET's tokens: their members, and JsonConvert.

https://www.newtonsoft.com/json/help/html/N_Newtonsoft_Json_Linq.htm
"""

from __future__ import annotations

from apim_gateway.expressions.checked.member_tables import Method, Property
from apim_gateway.expressions.dotnet.collections.collection import List
from apim_gateway.expressions.dotnet.json.select_token import (
    descendants,
    path_of,
    select_token,
    select_tokens,
)
from apim_gateway.expressions.dotnet.json.token_values import (
    convert,
    get_value,
    merge,
    remove_from,
    token_type,
    try_get,
    value_of,
    write,
)
from apim_gateway.expressions.dotnet.json.tokens import JArray, JObject, JProperty, JToken, clone


def _sibling(step: int) -> Property:
    def get(token: JToken) -> JToken | None:
        around = token.parent.tokens() if token.parent is not None else []
        at = next(at for at, one in enumerate([*around, token]) if one is token) + step
        return around[at] if 0 <= at < len(around) else None

    return Property("JToken", get)


def _root(token: JToken) -> JToken:
    return token if token.parent is None else _root(token.parent)


def _end(at: int) -> Property:
    return Property("JToken", lambda token: next(iter(token.tokens()[at:][:1]), None))


TOKEN: dict[str, Property | Method] = {
    "Type": Property("JTokenType", token_type),
    "Parent": Property("JToken", lambda token: token.parent),
    "Root": Property("JToken", _root),
    "Path": Property("string", path_of),
    "First": _end(0),
    "Last": _end(-1),
    "Next": _sibling(1),
    "Previous": _sibling(-1),
    "HasValues": Property("bool", lambda token: bool(token.tokens())),
    "Children": Method("IEnumerable<JToken>", lambda token: List(token.tokens())),
    "DeepClone": Method("JToken", clone),
    "Descendants": Method("IEnumerable<JToken>", lambda token: List(descendants(token))),
    "Remove": Method("void", JToken.remove),
    "Replace": Method("void", JToken.replace),
    "SelectToken": Method("JToken", select_token),
    "SelectTokens": Method(
        "IEnumerable<JToken>", lambda token, path: List(select_tokens(token, path))
    ),
    "ToObject": Method("M", lambda token, *, of: convert(token, of), generic=True),
    "ToString": Method("string", write),
    "Value": Method("M", value_of, generic=True),
    "Values": Method(
        "IEnumerable<M>",
        lambda token, *, of: List(
            convert(p.value if isinstance(p, JProperty) else p, of) for p in token.tokens()
        ),
        generic=True,
    ),
}
OBJECT: dict[str, Property | Method] = {
    "Count": Property("int", lambda token: len(token.properties)),
    "Add": Method("void", JObject.add),
    "ContainsKey": Method("bool", lambda token, name: name in token.properties),
    "GetValue": Method("JToken", get_value),
    "Merge": Method("void", merge),
    "Properties": Method("IEnumerable<JProperty>", lambda token: List(token.tokens())),
    "Property": Method("JProperty", lambda token, name: token.properties.get(name)),
    "PropertyValues": Method(
        "IEnumerable<JToken>", lambda token: List(p.value for p in token.tokens())
    ),
    "Remove": Method("bool", remove_from),
    "RemoveAll": Method("void", lambda token: token.properties.clear()),
    "TryGetValue": Method("bool", try_get, out="JToken"),
}
ARRAY: dict[str, Property | Method] = {
    "Count": Property("int", len),
    "Add": Method("void", lambda token, value: token.items.append(token.held(value))),
    "AddFirst": Method("void", lambda token, value: token.items.insert(0, token.held(value))),
    "Clear": Method("void", lambda token: token.items.clear()),
    "Contains": Method("bool", lambda token, value: token.position(value) >= 0),
    "IndexOf": Method("int", JArray.position),
    "Insert": Method("void", lambda token, at, value: token.items.insert(at, token.held(value))),
    "Merge": Method("void", merge),
    "Remove": Method("bool", remove_from),
    "RemoveAt": Method("void", lambda token, at: token.drop(token.child(at))),
}
