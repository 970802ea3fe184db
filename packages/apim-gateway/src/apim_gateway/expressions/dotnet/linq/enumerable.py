"""System.Linq.Enumerable: its own methods; those of a sequence are in queries and aggregates.

https://learn.microsoft.com/dotnet/api/system.linq.enumerable
"""

from __future__ import annotations

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.collections.array import Array
from apim_gateway.expressions.dotnet.collections.sequence import Sequence
from apim_gateway.expressions.semantics.limits import bounded

ENUMERABLE_TYPE = clr_type("Enumerable")
ENUMERABLE_TYPE.static_method("Empty", returns="IEnumerable<M>")(Array)
ENUMERABLE_TYPE.static_method("Range", returns="IEnumerable<int>")(
    lambda start, count: Sequence(lambda: range(start, start + bounded(count)))
)
ENUMERABLE_TYPE.static_method("Repeat", returns="IEnumerable<dynamic>")(
    lambda value, count: Sequence(lambda: [value] * bounded(count))
)
