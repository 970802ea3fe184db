"""Finds tokens by a path: `a.b[0]`, `$..name`, `[*]`, `['a b']`, `[?(@.a == 'x')]`.

https://www.newtonsoft.com/json/help/html/SelectToken.htm
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from apim_gateway.expressions.dotnet.json.tokens import JArray, JObject, JProperty, JToken, JValue
from apim_gateway.expressions.semantics.clr_error import ClrError
from apim_gateway.expressions.semantics.equality import same

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

STEP = re.compile(
    r"(?P<deep>\.\.)?\.?(?:\[(?P<index>-?\d+)\]|\[(?P<all>\*)\]|\[['\"](?P<quoted>[^'\"]*)['\"]\]"
    r"|\[\?\(\s*@\.(?P<field>[\w.]+)\s*(?:(?P<sign>==|!=|<=|>=|<|>)\s*(?P<literal>[^)]+?))?\s*\)\]"
    r"|(?P<star>\*)|(?P<name>[^.\[\]]+))"
)


def select_tokens(token: JToken, path: str) -> list[JToken]:
    """Returns all tokens at the path."""
    found, at = [token], 1 if path.startswith("$") else 0
    while at < len(path):
        match = STEP.match(path, at)
        if match is None:
            raise ClrError("JsonException", f"Unexpected character in path '{path}' at {at}.")
        found = [inner for one in found for inner in _stepped(one, match)]
        at = match.end()
    return found


def select_token(token: JToken, path: str) -> JToken | None:
    """Returns the one token at the path, or null."""
    found = select_tokens(token, path)
    if len(found) > 1:
        raise ClrError("JsonException", "Path returned multiple tokens.")
    return found[0] if found else None


def path_of(token: JToken) -> str:
    """Returns the path that leads to the token (`Path`)."""
    holder = token.parent
    if holder is None:
        return ""
    if isinstance(holder, JProperty):
        return path_of(holder)
    above = path_of(holder)
    if isinstance(holder, JArray):
        return f"{above}[{holder.position(token)}]"
    name = token.name if isinstance(token, JProperty) else ""
    return f"{above}.{name}" if above else name


def descendants(token: JToken) -> Iterator[JToken]:
    """Goes through all tokens within this one."""
    for inner in token.tokens():
        yield inner
        yield from descendants(inner)


def _stepped(token: JToken, match: re.Match[str]) -> Iterable[JToken]:
    # `$..name` looks in this token and in all below; a property stands for its value, which is
    # one of them already.
    if match["deep"]:
        return [
            inner
            for one in (token, *descendants(token))
            if not isinstance(one, JProperty)
            for inner in _children(one, match)
        ]
    return _children(token, match)


def _children(token: JToken, match: re.Match[str]) -> list[JToken]:
    values = [one.value if isinstance(one, JProperty) else one for one in token.tokens()]
    if match["all"] or match["star"]:
        return values
    if match["index"] is not None:
        at = int(match["index"])
        return values[at : at + 1] if isinstance(token, JArray) else []
    if match["field"] is not None:
        return [one for one in values if _passes(one, match)]
    name = match["quoted"] if match["name"] is None else match["name"]
    found = token.get(name) if isinstance(token, JObject) else None
    return [] if found is None else [found]


def _passes(token: JToken, match: re.Match[str]) -> bool:
    found = select_token(token, match["field"])
    if match["sign"] is None or not isinstance(found, JValue):
        return found is not None
    literal = match["literal"].strip()
    wanted = literal[1:-1] if literal[0] in "'\"" else json.loads(literal)
    if match["sign"] in ("==", "!="):
        return same(found.value, wanted) == (match["sign"] == "==")
    # `a > b` is `b < a`, so that two comparisons do for four signs.
    first, second = (wanted, found.value) if ">" in match["sign"] else (found.value, wanted)
    return bool(first <= second if "=" in match["sign"] else first < second)
