"""Json.NET's tokens: JObject, JArray, JProperty, JValue.

https://www.newtonsoft.com/json/help/html/N_Newtonsoft_Json_Linq.htm
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from apim_gateway.expressions.dotnet.collections.dictionary import Dictionary
from apim_gateway.expressions.dotnet.system.anonymous import Anonymous
from apim_gateway.expressions.semantics.clr_error import ClrError, argument
from apim_gateway.expressions.semantics.to_text import to_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apim_gateway.expressions.semantics.value import Value

PLAIN = (str, int, float, type(None))
"""Most values of a document; they are looked for first."""


class JToken:
    """Anything in a JSON document; knows what holds it."""

    __slots__ = ("parent",)

    def __init__(self) -> None:
        self.parent: JToken | None = None

    def tokens(self) -> list[JToken]:
        """Returns the tokens in this one."""
        return []

    def remove(self) -> None:
        """Takes the token out of what holds it (`Remove`)."""
        if self.parent is None:
            raise ClrError("InvalidOperationException", "The parent is missing.")
        self.parent.drop(self)

    def drop(self, token: JToken) -> None:
        """Takes a token out of this one."""
        del token
        message = f"Cannot add or remove items from Newtonsoft.Json.Linq.{type(self).__name__}."
        raise ClrError("JsonException", message)

    def replace(self, value: Value) -> None:
        """Puts another token in this one's place (`Replace`)."""
        if isinstance(self.parent, JProperty):
            self.parent.set_value(value)
        elif isinstance(self.parent, JArray):
            at = self.parent.position(self)
            self.parent.items[at] = self.parent.held(value)
        else:
            raise ClrError("InvalidOperationException", "The parent is missing.")

    def held(self, value: Value) -> JToken:
        """Returns the value as a token of this one's; a token that is held elsewhere is copied."""
        token = token_of(value)
        # A token is in one place: adding `a["x"]` to `b` leaves it in `a`, and `b` gets a copy.
        if token.parent is not None:
            token = clone(token)
        token.parent = self
        return token

    def child(self, _key: Value) -> Value:
        """Throws: this kind of token has no children (`token[key]`)."""
        message = f"Cannot access child value on Newtonsoft.Json.Linq.{type(self).__name__}."
        raise ClrError("InvalidOperationException", message)

    def __str__(self) -> str:
        """Renders as indented JSON, as `token_text` registers it."""
        return to_text(self)


class JValue(JToken):
    """A string, number, boolean, date or null."""

    __slots__ = ("value",)

    def __init__(self, value: Value) -> None:
        super().__init__()
        self.value = value


class JProperty(JToken):
    """A name and a value in an object."""

    __slots__ = ("name", "value")

    def __init__(self, name: str, *values: Value) -> None:
        super().__init__()
        self.name = name
        self.value: JToken = self.held(JArray(*values) if len(values) > 1 else (*values, None)[0])

    def set_value(self, value: Value) -> None:
        """Puts another value in place (`Value = value`)."""
        self.value = self.held(value)

    def tokens(self) -> list[JToken]:
        """Returns the value."""
        return [self.value]


class JObject(JToken):
    """Properties, in order."""

    __slots__ = ("properties",)

    def __init__(self, *content: Value) -> None:
        super().__init__()
        self.properties: dict[str, JProperty] = {}
        for one in content:
            for property_ in one.properties.values() if isinstance(one, JObject) else flat(one):
                self.add(property_)

    def tokens(self) -> list[JToken]:
        """Returns the properties."""
        return list(self.properties.values())

    def add(self, name: Value, value: Value = None) -> None:
        """Adds a property: `Add(name, value)`, `Add(property)`; throws when the name is there."""
        if isinstance(name, JProperty):
            name, value = name.name, name.value
        if name in self.properties:
            raise argument(
                f"Can not add property {name} to Newtonsoft.Json.Linq.JObject. "
                "Property with the same name already exists on object."
            )
        self.set(name, value)

    def set(self, name: str, value: Value) -> None:
        """Puts the value under the name (`object[name] = value`)."""
        if name in self.properties:
            self.properties[name].set_value(value)
        else:
            self.properties[name] = JProperty(name, value)
            self.properties[name].parent = self

    def get(self, name: str) -> JToken | None:
        """Returns the property's value, or null."""
        found = self.properties.get(name)
        return None if found is None else found.value

    def child(self, key: Value) -> Value:
        """Returns the property's value (`object[name]`), null where there is none."""
        if not isinstance(key, str):
            raise argument(
                f"Accessed JObject values with invalid key value: {key}. "
                "Object property name expected."
            )
        return self.get(key)

    def drop(self, token: Value) -> None:
        """Takes a property out."""
        del self.properties[token.name]
        token.parent = None


class JArray(JToken):
    """Values, in order."""

    __slots__ = ("items",)

    def __init__(self, *content: Value) -> None:
        super().__init__()
        self.items: list[JToken] = []
        for one in content:
            self.items.extend(self.held(value) for value in flat(one))

    def tokens(self) -> list[JToken]:
        """Returns the values."""
        return list(self.items)

    def __iter__(self) -> Iterator[JToken]:
        """Goes through the values."""
        return iter(self.tokens())

    def __len__(self) -> int:
        """Counts the values."""
        return len(self.items)

    def position(self, token: Value) -> int:
        """Returns where the token is, -1 if it isn't."""
        return next((at for at, own in enumerate(self.items) if own is token), -1)

    def child(self, key: Value) -> Value:
        """Returns the value at the index (`array[index]`)."""
        if not isinstance(key, int):
            raise argument(
                f'Accessed JArray values with invalid key value: "{key}". '
                "Int32 array index expected."
            )
        if not 0 <= key < len(self.items):
            raise ClrError(
                "ArgumentOutOfRangeException",
                "Index was out of range. Must be non-negative and less than the size of the "
                "collection. (Parameter 'index')",
            )
        return self.items[key]

    def set(self, at: int, value: Value) -> None:
        """Puts the value in place (`array[index] = value`)."""
        self.child(at)
        self.items[at] = self.held(value)

    def drop(self, token: JToken) -> None:
        """Takes a value out."""
        del self.items[self.position(token)]
        token.parent = None


def flat(content: Value) -> Iterable[Value]:
    """Returns the values of a collection, or the one value: constructors take both."""
    alone = isinstance(content, (str, JToken, bytearray, dict)) or not isinstance(content, Iterable)
    return [content] if alone else content


def token_of(value: Value) -> JToken:
    """Returns the value as a token."""
    if isinstance(value, PLAIN):
        return JValue(value)
    if isinstance(value, JToken):
        return value
    if isinstance(value, dict):
        made = JObject()
        for name, own in value.items():
            made.set(name, own)
        return made
    if isinstance(value, Anonymous):
        return token_of(value.fields)
    if isinstance(value, Dictionary):
        return token_of({str(pair.key): pair.value for pair in value})
    many = isinstance(value, Iterable) and not isinstance(value, bytearray)
    return JArray(value) if many else JValue(value)


def clone(token: JToken) -> JToken:
    """Returns a copy of the token that nothing holds (`DeepClone`)."""
    if isinstance(token, JObject):
        return JObject(token)
    if isinstance(token, JArray):
        return JArray(clone(own) for own in token.items)
    if isinstance(token, JProperty):
        return JProperty(token.name, token.value)
    value: Value = token
    return JValue(value.value)
