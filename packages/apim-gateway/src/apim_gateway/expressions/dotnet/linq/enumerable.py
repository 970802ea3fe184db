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

DEFINITIONS = (
    clr_type(
        name="IEnumerable",
        parameters=("T",),
        classes=(Sequence,),
        members={**SEQUENCES, **VALUES},
        element="T",
    ),
    clr_type(
        name="IOrderedEnumerable",
        parameters=("T",),
        classes=(Ordered,),
        bases=("IEnumerable<T>",),
        members={
            "ThenBy": Method("IOrderedEnumerable<T>", then_by, lambdas=BY_ITEM),
            "ThenByDescending": Method(
                "IOrderedEnumerable<T>", then_by_descending, lambdas=BY_ITEM
            ),
        },
        element="T",
    ),
    clr_type(
        name="IGrouping",
        parameters=("K", "T"),
        classes=(Grouping,),
        bases=("IEnumerable<T>",),
        members={"Key": Property("K", lambda group: group.key)},
        element="T",
    ),
    clr_type(
        name="Enumerable",
        statics={
            "Empty": Method("IEnumerable<M>", Array),
            "Range": Method(
                "IEnumerable<int>",
                lambda start, count: Sequence(lambda: range(start, start + bounded(count))),
            ),
            "Repeat": Method(
                "IEnumerable<dynamic>",
                lambda value, count: Sequence(lambda: [value] * bounded(count)),
            ),
        },
    ),
)
