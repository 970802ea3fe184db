"""IProxyRequestContext: `context`, what expressions see of the exchange.

https://learn.microsoft.com/azure/api-management/api-management-policy-expressions#ContextVariables
"""

from __future__ import annotations

import logging
import time
import uuid
from operator import attrgetter
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.dates.date_time import UTC, DateTime
from apim_gateway.expressions.dotnet.dates.timespan import SECOND, TimeSpan
from apim_gateway.messages.exchange import Exchange

if TYPE_CHECKING:
    from apim_gateway.expressions.semantics.value import Value


LOG = logging.getLogger("gateway.trace")
PROXY_REQUEST_CONTEXT = clr_type("IProxyRequestContext", Exchange)


@PROXY_REQUEST_CONTEXT.property("Elapsed", "TimeSpan")
def elapsed(exchange: Exchange) -> TimeSpan:
    """Returns how long ago the request came (`Elapsed`)."""
    return TimeSpan(round((time.monotonic() - exchange.started) * SECOND))


@PROXY_REQUEST_CONTEXT.method("Trace", returns="void")
def trace(_exchange: Exchange, *values: Value) -> None:
    """Writes to the gateway's log (`Trace`)."""
    LOG.info("trace: %s", " ".join(map(str, values)))


PROXY_REQUEST_CONTEXT.property("Api", "IApi")(attrgetter("api"))
PROXY_REQUEST_CONTEXT.property("Deployment", "IDeployment")(attrgetter("service"))
PROXY_REQUEST_CONTEXT.property("LastError", "ILastError")(attrgetter("last_error"))
PROXY_REQUEST_CONTEXT.property("Operation", "IOperation")(attrgetter("operation"))
PROXY_REQUEST_CONTEXT.property("Product", "IProduct")(attrgetter("product"))
PROXY_REQUEST_CONTEXT.property("Request", "IRequest")(attrgetter("request"))
PROXY_REQUEST_CONTEXT.property("RequestId", "Guid")(lambda exchange: uuid.UUID(exchange.request_id))
PROXY_REQUEST_CONTEXT.property("Response", "IResponse")(attrgetter("response"))
PROXY_REQUEST_CONTEXT.property("Subscription", "ISubscription")(attrgetter("subscription"))
PROXY_REQUEST_CONTEXT.property("Timestamp", "DateTime")(
    lambda exchange: DateTime.of(exchange.timestamp, UTC)
)
PROXY_REQUEST_CONTEXT.property("Tracing", "bool")(lambda _: False)
PROXY_REQUEST_CONTEXT.property("User", "IUser")(lambda _: None)
PROXY_REQUEST_CONTEXT.property("Variables", "Variables")(attrgetter("variables"))
