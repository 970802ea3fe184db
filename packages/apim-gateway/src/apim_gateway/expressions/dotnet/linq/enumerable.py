"""LINQ: System.Linq.Enumerable's members, and the sequences themselves.

https://learn.microsoft.com/dotnet/api/system.linq.enumerable
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import Method, Property, clr_type
from apim_gateway.expressions.dotnet.collections.collection import Array, Grouping, List, Sequence
from apim_gateway.expressions.dotnet.collections.iteration import items
from apim_gateway.expressions.dotnet.linq.aggregates import (
    aggregate,
    average,
    contains,
    element_at,
    extreme,
    first,
    first_or_default,
    kept,
    last,
    last_or_default,
    sequence_equal,
    single,
    single_or_default,
    to_array,
    to_dictionary,
    total,
)
from apim_gateway.expressions.dotnet.linq.queries import (
    BY_ITEM,
    SEQUENCES,
    Ordered,
    then_by,
    then_by_descending,
)
from apim_gateway.expressions.dotnet.system.conversion import default_of
from apim_gateway.expressions.semantics.limits import bounded
from apim_gateway.expressions.semantics.numbers import Long

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.expressions.semantics.value import Value

    Function = Callable[..., Value]

VALUES: dict[str, Property | Method] = {
    "Aggregate": Method("dynamic", aggregate),
    "All": Method("bool", lambda source, test: all(map(test, items(source))), lambdas=BY_ITEM),
    "Any": Method(
        "bool", lambda source, test=None: any(True for _ in kept(source, test)), lambdas=BY_ITEM
    ),
    "Average": Method("double", average, lambdas=BY_ITEM),
    "Contains": Method("bool", contains),
    "Count": Method(
        "int", lambda source, test=None: sum(1 for _ in kept(source, test)), lambdas=BY_ITEM
    ),
    "DefaultIfEmpty": Method(
        "IEnumerable<T>",
        lambda source, value=None: Sequence(lambda: list(items(source)) or [value]),
    ),
    "ElementAt": Method("T", element_at),
    "ElementAtOrDefault": Method(
        "T",
        lambda source, at, *, of: next(islice(items(source), at, None), default_of(of)),
        generic=True,
    ),
    "First": Method("T", first, lambdas=BY_ITEM),
    "FirstOrDefault": Method("T", first_or_default, lambdas=BY_ITEM, generic=True),
    "Last": Method("T", last, lambdas=BY_ITEM),
    "LastOrDefault": Method("T", last_or_default, lambdas=BY_ITEM, generic=True),
    "LongCount": Method(
        "long", lambda source, test=None: Long(sum(1 for _ in kept(source, test))), lambdas=BY_ITEM
    ),
    "Max": Method("dynamic", extreme(1), lambdas=BY_ITEM),
    "Min": Method("dynamic", extreme(-1), lambdas=BY_ITEM),
    "SequenceEqual": Method("bool", sequence_equal),
    "Single": Method("T", single, lambdas=BY_ITEM),
    "SingleOrDefault": Method("T", single_or_default, lambdas=BY_ITEM, generic=True),
    "Sum": Method("dynamic", total, lambdas=BY_ITEM),
    "ToArray": Method("T[]", to_array),
    "ToDictionary": Method("Dictionary<dynamic,dynamic>", to_dictionary, lambdas=BY_ITEM),
    "ToList": Method("List<T>", lambda source: List(items(source))),
}

ENUMERABLE = clr_type("IEnumerable", Sequence, parameters=("T",), element="T")
ENUMERABLE.members.update(SEQUENCES)
ENUMERABLE.members.update(VALUES)

ORDERED_ENUMERABLE = clr_type(
    "IOrderedEnumerable", Ordered, parameters=("T",), bases=("IEnumerable<T>",), element="T"
)
ORDERED_ENUMERABLE.method("ThenBy", returns="IOrderedEnumerable<T>", lambdas=BY_ITEM)(then_by)
ORDERED_ENUMERABLE.method("ThenByDescending", returns="IOrderedEnumerable<T>", lambdas=BY_ITEM)(
    then_by_descending
)

GROUPING = clr_type(
    "IGrouping", Grouping, parameters=("K", "T"), bases=("IEnumerable<T>",), element="T"
)
GROUPING.property("Key", "K")(lambda group: group.key)

ENUMERABLE_TYPE = clr_type("Enumerable")
ENUMERABLE_TYPE.static_method("Empty", returns="IEnumerable<M>")(Array)
ENUMERABLE_TYPE.static_method("Range", returns="IEnumerable<int>")(
    lambda start, count: Sequence(lambda: range(start, start + bounded(count)))
)
ENUMERABLE_TYPE.static_method("Repeat", returns="IEnumerable<dynamic>")(
    lambda value, count: Sequence(lambda: [value] * bounded(count))
)
