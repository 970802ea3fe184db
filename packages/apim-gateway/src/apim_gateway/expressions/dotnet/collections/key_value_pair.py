"""KeyValuePair<K, V>: an entry of a dictionary.

https://learn.microsoft.com/dotnet/api/system.collections.generic.keyvaluepair-2
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type

if TYPE_CHECKING:
    from apim_gateway.expressions.semantics.value import Value


@dataclass(frozen=True, slots=True)
class KeyValuePair:
    """A key with its value."""

    key: Value
    value: Value

    def __str__(self) -> str:
        """Renders as `[key, value]`."""
        return f"[{self.key}, {self.value}]"


KEY_VALUE_PAIR = clr_type("KeyValuePair", KeyValuePair, parameters=("K", "V"))
KEY_VALUE_PAIR.property("Key", "K")(lambda pair: pair.key)
KEY_VALUE_PAIR.property("Value", "V")(lambda pair: pair.value)
KEY_VALUE_PAIR.constructor(returns="KeyValuePair<K,V>")(KeyValuePair)
