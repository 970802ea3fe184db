"""StringComparison and StringComparer: by what order, and whether case counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import Property, clr_type
from apim_gateway.expressions.dotnet.system.enumeration import enumeration
from apim_gateway.expressions.semantics.enum_value import EnumValue
from apim_gateway.expressions.semantics.equality import compare_text

if TYPE_CHECKING:
    from apim_gateway.expressions.semantics.value import Value

NAMES = (
    "CurrentCulture",
    "CurrentCultureIgnoreCase",
    "InvariantCulture",
    "InvariantCultureIgnoreCase",
    "Ordinal",
    "OrdinalIgnoreCase",
)
ORDINAL = NAMES.index("Ordinal")


class Comparer:
    """A StringComparer; `key` makes texts that it takes for equal the same."""

    def __init__(self, comparison: int) -> None:
        self.comparison = comparison

    def key(self, value: Value) -> Value:
        """Returns the value, in lower case if case does not count."""
        return folded(value, self.comparison) if isinstance(value, str) else value

    def equals(self, left: Value, right: Value) -> bool:
        """Returns whether the texts are equal."""
        return bool(self.key(left) == self.key(right))

    def compare(self, left: str | None, right: str | None) -> int:
        """Orders the texts."""
        return compare(left, right, self.comparison)

    def hash(self, value: Value) -> int:
        """Returns the same number for equal texts."""
        return hash(self.key(value)) % 2**31


def ignores_case(comparison: Value) -> bool:
    """Returns whether a StringComparison, or `true` for ignoreCase, makes case not count."""
    return comparison is not None and int(comparison) % 2 == 1


def folded(text: str, comparison: Value) -> str:
    """Returns the text in the case in which it is compared."""
    return text.upper() if ignores_case(comparison) else text


def compare(left: str | None, right: str | None, comparison: Value = None) -> int:
    """Orders two texts; null comes first."""
    if left is None or right is None:
        return (left is not None) - (right is not None)
    first, second = folded(left, comparison), folded(right, comparison)
    # Ordinal goes by code points, where "B" comes before "a"; a culture by the alphabet.
    if isinstance(comparison, EnumValue) and comparison >= ORDINAL:
        return (first > second) - (first < second)
    return compare_text(first, second)


COMPARERS = {name: Comparer(at) for at, name in enumerate(NAMES)}

enumeration("StringComparison", {name: at for at, name in enumerate(NAMES)})

STRING_COMPARER = clr_type("StringComparer", Comparer)
STRING_COMPARER.method("Equals", returns="bool")(Comparer.equals)
STRING_COMPARER.method("Compare", returns="int")(Comparer.compare)
STRING_COMPARER.method("GetHashCode", returns="int")(Comparer.hash)
STRING_COMPARER.statics.update(
    {
        name: Property("StringComparer", lambda made=comparer: made)
        for name, comparer in COMPARERS.items()
    }
)
