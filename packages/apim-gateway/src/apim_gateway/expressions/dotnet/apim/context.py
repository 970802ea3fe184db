"""`context`: what expressions see of the exchange.

https://learn.microsoft.com/azure/api-management/api-management-policy-expressions#ContextVariables
"""

from __future__ import annotations

import logging
import time
import uuid
from operator import attrgetter
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import Method, Property, clr_type
from apim_gateway.expressions.dotnet.apim.body import body_of
from apim_gateway.expressions.dotnet.apim.message_headers import grouped
from apim_gateway.expressions.dotnet.collections.collection import Array, List
from apim_gateway.expressions.dotnet.collections.dictionary import Dictionary
from apim_gateway.expressions.dotnet.dates.datetime import UTC, DateTime
from apim_gateway.expressions.dotnet.dates.parsing import parse
from apim_gateway.expressions.dotnet.dates.timespan import SECOND, TimeSpan
from apim_gateway.messages.exchange import Exchange, LastError, Request, Response
from apim_gateway.messages.url import Url
from apim_gateway.service.model import Api, Operation, Product, Service, Subscription

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.expressions.semantics.value import Value

LOG = logging.getLogger("gateway.trace")
Members = dict[str, Property | Method]


def text(name: str) -> Property:
    """Makes a string property of the attribute with this name."""
    return Property("string", attrgetter(name))


def of(kind: str, name: str) -> Property:
    """Makes a property of the attribute with this name."""
    return Property(kind, attrgetter(name))


def moment(name: str, kind: str = "DateTime?") -> Property:
    """Makes a date of an ARM timestamp; null when it is empty."""
    read: Callable[[Value], str] = attrgetter(name)
    return Property(kind, lambda own: parse(read(own), styles=128) if read(own) else None)


def elapsed(exchange: Exchange) -> TimeSpan:
    """`Elapsed`: since the request came."""
    return TimeSpan(round((time.monotonic() - exchange.started) * SECOND))


def trace(_exchange: Exchange, *values: Value) -> None:
    """`Trace`: goes to the gateway's log."""
    LOG.info("trace: %s", " ".join(map(str, values)))


CONTEXT: Members = {
    "Api": of("IApi", "api"),
    "Deployment": of("IDeployment", "service"),
    "Elapsed": Property("TimeSpan", elapsed),
    "LastError": of("ILastError", "last_error"),
    "Operation": of("IOperation", "operation"),
    "Product": of("IProduct", "product"),
    "Request": of("IRequest", "request"),
    "RequestId": Property("Guid", lambda exchange: uuid.UUID(exchange.request_id)),
    "Response": of("IResponse", "response"),
    "Subscription": of("ISubscription", "subscription"),
    "Timestamp": Property("DateTime", lambda exchange: DateTime.of(exchange.timestamp, UTC)),
    "Trace": Method("void", trace),
    "Tracing": Property("bool", lambda _: False),
    "User": Property("IUser", lambda _: None),
    "Variables": of("Variables", "variables"),
}
MESSAGE: Members = {
    "Body": Property("IMessageBody", body_of),
    "Headers": of("Headers<string,string[]>", "headers"),
}
REQUEST: Members = {
    **MESSAGE,
    "Certificate": Property("X509Certificate2", lambda _: None),
    "IpAddress": text("ip_address"),
    "MatchedParameters": of("MatchedParameters", "matched_parameters"),
    "Method": text("method"),
    "OriginalUrl": of("IUrl", "original_url"),
    "PrivateEndpointConnection": Property("object", lambda _: None),
    "Url": of("IUrl", "url"),
}
RESPONSE: Members = {
    **MESSAGE,
    "StatusCode": of("int", "status"),
    "StatusReason": text("reason"),
}
URL: Members = {
    "Host": text("host"),
    "Path": text("path"),
    "Port": of("int", "port"),
    "Query": Property("NameValues<string,string[]>", lambda url: grouped(url.pairs())),
    "QueryString": Property("string", lambda url: f"?{url.query}" if url.query else ""),
    "Scheme": text("scheme"),
}
API: Members = {
    "Id": text("id"),
    "IsCurrentRevision": of("bool", "is_current"),
    "Name": text("name"),
    "Path": text("path"),
    "Protocols": Property("IEnumerable<string>", lambda api: Array(api.protocols)),
    "Revision": text("revision"),
    "ServiceUrl": Property("IUrl", lambda api: Url.parse(api.service_url)),
    "SubscriptionKeyParameterNames": Property("SubscriptionKeyParameterNames", lambda api: api),
    "Version": text("version"),
}
OPERATION: Members = {
    "Id": text("id"),
    "Method": text("method"),
    "Name": text("name"),
    "UrlTemplate": text("url_template"),
}
PRODUCT: Members = {
    "Apis": Property("IEnumerable<string>", lambda product: List(product.apis)),
    "ApprovalRequired": of("bool", "approval_required"),
    "Groups": Property("IEnumerable<object>", lambda _: List()),
    "Id": text("id"),
    "Name": text("name"),
    "State": text("state"),
    "SubscriptionLimit": of("int?", "subscriptions_limit"),
    "SubscriptionRequired": of("bool", "subscription_required"),
}
SUBSCRIPTION: Members = {
    "CreatedDate": moment("created"),
    "EndDate": moment("ends"),
    "Id": text("id"),
    "Key": text("primary_key"),
    "Name": text("name"),
    "PrimaryKey": text("primary_key"),
    "SecondaryKey": text("secondary_key"),
    "StartDate": moment("starts"),
}
DEPLOYMENT: Members = {
    "Certificates": Property("Dictionary<string,X509Certificate2>", lambda _: Dictionary()),
    "GatewayId": Property("string", lambda _: "managed"),
    "Region": text("location"),
    "ServiceId": text("name"),
    "ServiceName": text("name"),
}
LAST_ERROR: Members = {
    "Message": text("message"),
    "Path": text("path"),
    "PolicyId": text("policy_id"),
    "Reason": text("reason"),
    "Scope": text("scope"),
    "Section": text("section"),
    "Source": text("source"),
}
USER: Members = {
    name: Property(kind, lambda _: None)
    for name, kind in {
        "Email": "string", "FirstName": "string", "Groups": "IEnumerable<object>", "Id": "string",
        "Identities": "IEnumerable<object>", "LastName": "string", "Note": "string",
        "RegistrationDate": "DateTime",
    }.items()
}  # fmt: skip
CERTIFICATE: Members = {
    name: Property("string", lambda _: None)
    for name in ("Issuer", "Subject", "SubjectName", "Thumbprint", "SerialNumber", "FriendlyName")
}

DEFINITIONS = (
    clr_type(name="IProxyRequestContext", classes=(Exchange,), members=CONTEXT),
    clr_type(name="IRequest", classes=(Request,), members=REQUEST),
    clr_type(name="IResponse", classes=(Response,), members=RESPONSE),
    clr_type(name="IUrl", classes=(Url,), members=URL),
    clr_type(name="IApi", classes=(Api,), members=API),
    clr_type(name="IOperation", classes=(Operation,), members=OPERATION),
    clr_type(name="IProduct", classes=(Product,), members=PRODUCT),
    clr_type(name="ISubscription", classes=(Subscription,), members=SUBSCRIPTION),
    clr_type(name="IDeployment", classes=(Service,), members=DEPLOYMENT),
    clr_type(name="ILastError", classes=(LastError,), members=LAST_ERROR),
    clr_type(name="IUser", members=USER),
    clr_type(name="X509Certificate2", members=CERTIFICATE),
    clr_type(
        name="SubscriptionKeyParameterNames",
        members={"Header": text("key_header"), "Query": text("key_query")},
    ),
)
