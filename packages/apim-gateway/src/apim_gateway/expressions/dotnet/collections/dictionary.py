"""Dictionary<K, V>, and the read-only ones that `context` has.

https://learn.microsoft.com/dotnet/api/system.collections.generic.dictionary-2
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.collections.key_value_pair import KeyValuePair
from apim_gateway.expressions.dotnet.collections.list import List
from apim_gateway.expressions.dotnet.system.comparison import COMPARERS, Comparer
from apim_gateway.expressions.semantics.clr_error import ClrError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from apim_gateway.expressions.semantics.value import Value

PLAIN = COMPARERS["Ordinal"]


class Dictionary:
    """Keys and values in the order of insertion; the comparer tells which keys are equal."""

    __slots__ = ("comparer", "entries")

    def __init__(self, pairs: Iterable[KeyValuePair] = (), comparer: Comparer = PLAIN) -> None:
        self.comparer = comparer
        self.entries: dict[Value, KeyValuePair] = {}
        for pair in pairs:
            self.add(pair.key, pair.value)

    def __iter__(self) -> Iterator[KeyValuePair]:
        """Goes through the pairs."""
        return iter(self.entries.values())

    def __len__(self) -> int:
        """Counts the pairs."""
        return len(self.entries)

    def __str__(self) -> str:
        """Renders as .NET does: by the type."""
        return "System.Collections.Generic.Dictionary`2"

    def find(self, key: Value) -> KeyValuePair | None:
        """Returns the pair with this key."""
        if key is None:
            raise ClrError("ArgumentNullException", "Value cannot be null. (Parameter 'key')")
        return self.entries.get(self.comparer.key(key))

    def get(self, key: Value) -> Value:
        """Returns the key's value (`dictionary[key]`); throws when the key is not there."""
        pair = self.find(key)
        if pair is None:
            raise missing(key)
        return pair.value

    def set(self, key: Value, value: Value) -> None:
        """Puts the value under the key (`dictionary[key] = value`)."""
        self.entries[self.comparer.key(key)] = KeyValuePair(key, value)

    def add(self, key: Value, value: Value) -> None:
        """Puts the value under the key (`Add`); throws when the key is there."""
        if self.find(key) is not None:
            message = f"An item with the same key has already been added. Key: {key}"
            raise ClrError("ArgumentException", message)
        self.set(key, value)

    def remove(self, key: Value) -> bool:
        """Removes the key and returns whether it was there (`Remove`)."""
        return self.entries.pop(self.comparer.key(key), None) is not None

    def try_get(self, key: Value, out: Callable[[Value], None]) -> bool:
        """Returns whether the key is there, and puts its value out (`TryGetValue`)."""
        pair = self.find(key)
        out(None if pair is None else pair.value)
        return pair is not None

    def get_or_default(self, key: Value, default_value: Value = None) -> Value:
        """Returns the key's value, or the default (`GetValueOrDefault`)."""
        pair = self.find(key)
        return default_value if pair is None else pair.value

    def keys(self) -> List:
        """Returns the keys (`Keys`)."""
        return List(pair.key for pair in self)

    def values(self) -> List:
        """Returns the values (`Values`)."""
        return List(pair.value for pair in self)


def missing(key: Value) -> ClrError:
    """Returns the exception for a key that is not there."""
    message = f"The given key '{key}' was not present in the dictionary."
    return ClrError("KeyNotFoundException", message)


DICTIONARY = clr_type(
    "Dictionary",
    Dictionary,
    parameters=("K", "V"),
    bases=("IEnumerable<KeyValuePair<K,V>>",),
    element="KeyValuePair<K,V>",
)


@DICTIONARY.constructor(returns="Dictionary<K,V>")
def made(*arguments: Value) -> Dictionary:
    """Returns `new Dictionary<K, V>([other][, comparer])`; a capacity changes nothing."""
    comparer = next((one for one in arguments if isinstance(one, Comparer)), PLAIN)
    pairs = next((one for one in arguments if isinstance(one, Dictionary)), ())
    return Dictionary(pairs, comparer)


DICTIONARY.property("Count", "int")(len)
DICTIONARY.property("Keys", "List<K>")(Dictionary.keys)
DICTIONARY.property("Values", "List<V>")(Dictionary.values)
DICTIONARY.method("ContainsKey", returns="bool")(lambda source, key: source.find(key) is not None)
DICTIONARY.method("GetValueOrDefault", returns="V")(Dictionary.get_or_default)
DICTIONARY.method("TryGetValue", returns="bool", out="V")(Dictionary.try_get)
DICTIONARY.method("Add", returns="void")(Dictionary.add)
DICTIONARY.method("Clear", returns="void")(lambda source: source.entries.clear())
DICTIONARY.method("Remove", returns="bool")(Dictionary.remove)
DICTIONARY.indexer(returns="V")(Dictionary.get)
DICTIONARY.setter(Dictionary.set)
DICTIONARY.adder(Dictionary.add)

for name in ("IDictionary", "IReadOnlyDictionary"):
    DICTIONARY.interface(name)
