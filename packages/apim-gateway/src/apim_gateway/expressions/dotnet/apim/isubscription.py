"""ISubscription: `context.Subscription`.

https://learn.microsoft.com/azure/api-management/api-management-policy-expressions#ContextVariables
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.dates.parsing import ROUND_TRIP_KIND, parse
from apim_gateway.service.model import Subscription

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.expressions.semantics.value import Value


def moment(name: str) -> Callable[[Value], Value]:
    """Returns the getter of an ARM timestamp, which is null when the timestamp is empty."""
    read: Callable[[Value], str] = attrgetter(name)
    return lambda own: parse(read(own), styles=ROUND_TRIP_KIND) if read(own) else None


SUBSCRIPTION = clr_type("ISubscription", Subscription)
SUBSCRIPTION.property("CreatedDate", "DateTime?")(moment("created"))
SUBSCRIPTION.property("EndDate", "DateTime?")(moment("ends"))
SUBSCRIPTION.property("Id", "string")(attrgetter("id"))
SUBSCRIPTION.property("Key", "string")(attrgetter("primary_key"))
SUBSCRIPTION.property("Name", "string")(attrgetter("name"))
SUBSCRIPTION.property("PrimaryKey", "string")(attrgetter("primary_key"))
SUBSCRIPTION.property("SecondaryKey", "string")(attrgetter("secondary_key"))
SUBSCRIPTION.property("StartDate", "DateTime?")(moment("starts"))
