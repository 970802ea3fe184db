"""IGrouping<K, T>: what GroupBy gives.

https://learn.microsoft.com/dotnet/api/system.linq.igrouping-2
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.collections.list import List

if TYPE_CHECKING:
    from apim_gateway.expressions.semantics.value import Value


class Grouping(List):
    """An `IGrouping<K, T>`: the values that share a key."""

    __slots__ = ("key",)

    def __init__(self, key: Value) -> None:
        super().__init__()
        self.key = key


GROUPING = clr_type(
    "IGrouping", Grouping, parameters=("K", "T"), bases=("IEnumerable<T>",), element="T"
)
GROUPING.property("Key", "K")(lambda group: group.key)
