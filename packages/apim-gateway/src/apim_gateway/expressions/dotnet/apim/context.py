"""`context`: what expressions see of the exchange.

https://learn.microsoft.com/azure/api-management/api-management-policy-expressions#ContextVariables
"""

from __future__ import annotations

import logging
import time
import uuid
from operator import attrgetter
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.apim.body import body_of
from apim_gateway.expressions.dotnet.apim.message_headers import grouped
from apim_gateway.expressions.dotnet.collections.array import Array
from apim_gateway.expressions.dotnet.collections.dictionary import Dictionary
from apim_gateway.expressions.dotnet.collections.list import List
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


def moment(name: str) -> Callable[[Value], Value]:
    """Makes the getter of an ARM timestamp; null when it is empty."""
    read: Callable[[Value], str] = attrgetter(name)
    return lambda own: parse(read(own), styles=128) if read(own) else None


PROXY_REQUEST_CONTEXT = clr_type("IProxyRequestContext", Exchange)


@PROXY_REQUEST_CONTEXT.property("Elapsed", "TimeSpan")
def elapsed(exchange: Exchange) -> TimeSpan:
    """`Elapsed`: since the request came."""
    return TimeSpan(round((time.monotonic() - exchange.started) * SECOND))


@PROXY_REQUEST_CONTEXT.method("Trace", returns="void")
def trace(_exchange: Exchange, *values: Value) -> None:
    """`Trace`: goes to the gateway's log."""
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

REQUEST = clr_type("IRequest", Request)
REQUEST.property("Body", "IMessageBody")(body_of)
REQUEST.property("Headers", "Headers<string,string[]>")(attrgetter("headers"))
REQUEST.property("Certificate", "X509Certificate2")(lambda _: None)
REQUEST.property("IpAddress", "string")(attrgetter("ip_address"))
REQUEST.property("MatchedParameters", "MatchedParameters")(attrgetter("matched_parameters"))
REQUEST.property("Method", "string")(attrgetter("method"))
REQUEST.property("OriginalUrl", "IUrl")(attrgetter("original_url"))
REQUEST.property("PrivateEndpointConnection", "object")(lambda _: None)
REQUEST.property("Url", "IUrl")(attrgetter("url"))

RESPONSE = clr_type("IResponse", Response)
RESPONSE.property("Body", "IMessageBody")(body_of)
RESPONSE.property("Headers", "Headers<string,string[]>")(attrgetter("headers"))
RESPONSE.property("StatusCode", "int")(attrgetter("status"))
RESPONSE.property("StatusReason", "string")(attrgetter("reason"))

URL = clr_type("IUrl", Url)
URL.property("Host", "string")(attrgetter("host"))
URL.property("Path", "string")(attrgetter("path"))
URL.property("Port", "int")(attrgetter("port"))
URL.property("Query", "NameValues<string,string[]>")(lambda url: grouped(url.pairs()))
URL.property("QueryString", "string")(lambda url: f"?{url.query}" if url.query else "")
URL.property("Scheme", "string")(attrgetter("scheme"))

API = clr_type("IApi", Api)
API.property("Id", "string")(attrgetter("id"))
API.property("IsCurrentRevision", "bool")(attrgetter("is_current"))
API.property("Name", "string")(attrgetter("name"))
API.property("Path", "string")(attrgetter("path"))
API.property("Protocols", "IEnumerable<string>")(lambda api: Array(api.protocols))
API.property("Revision", "string")(attrgetter("revision"))
API.property("ServiceUrl", "IUrl")(lambda api: Url.parse(api.service_url))
API.property("SubscriptionKeyParameterNames", "SubscriptionKeyParameterNames")(lambda api: api)
API.property("Version", "string")(attrgetter("version"))

OPERATION = clr_type("IOperation", Operation)
OPERATION.property("Id", "string")(attrgetter("id"))
OPERATION.property("Method", "string")(attrgetter("method"))
OPERATION.property("Name", "string")(attrgetter("name"))
OPERATION.property("UrlTemplate", "string")(attrgetter("url_template"))

PRODUCT = clr_type("IProduct", Product)
PRODUCT.property("Apis", "IEnumerable<string>")(lambda product: List(product.apis))
PRODUCT.property("ApprovalRequired", "bool")(attrgetter("approval_required"))
PRODUCT.property("Groups", "IEnumerable<object>")(lambda _: List())
PRODUCT.property("Id", "string")(attrgetter("id"))
PRODUCT.property("Name", "string")(attrgetter("name"))
PRODUCT.property("State", "string")(attrgetter("state"))
PRODUCT.property("SubscriptionLimit", "int?")(attrgetter("subscriptions_limit"))
PRODUCT.property("SubscriptionRequired", "bool")(attrgetter("subscription_required"))

SUBSCRIPTION = clr_type("ISubscription", Subscription)
SUBSCRIPTION.property("CreatedDate", "DateTime?")(moment("created"))
SUBSCRIPTION.property("EndDate", "DateTime?")(moment("ends"))
SUBSCRIPTION.property("Id", "string")(attrgetter("id"))
SUBSCRIPTION.property("Key", "string")(attrgetter("primary_key"))
SUBSCRIPTION.property("Name", "string")(attrgetter("name"))
SUBSCRIPTION.property("PrimaryKey", "string")(attrgetter("primary_key"))
SUBSCRIPTION.property("SecondaryKey", "string")(attrgetter("secondary_key"))
SUBSCRIPTION.property("StartDate", "DateTime?")(moment("starts"))

DEPLOYMENT = clr_type("IDeployment", Service)
DEPLOYMENT.property("Certificates", "Dictionary<string,X509Certificate2>")(lambda _: Dictionary())
DEPLOYMENT.property("GatewayId", "string")(lambda _: "managed")
DEPLOYMENT.property("Region", "string")(attrgetter("location"))
DEPLOYMENT.property("ServiceId", "string")(attrgetter("name"))
DEPLOYMENT.property("ServiceName", "string")(attrgetter("name"))

LAST_ERROR = clr_type("ILastError", LastError)
LAST_ERROR.property("Message", "string")(attrgetter("message"))
LAST_ERROR.property("Path", "string")(attrgetter("path"))
LAST_ERROR.property("PolicyId", "string")(attrgetter("policy_id"))
LAST_ERROR.property("Reason", "string")(attrgetter("reason"))
LAST_ERROR.property("Scope", "string")(attrgetter("scope"))
LAST_ERROR.property("Section", "string")(attrgetter("section"))
LAST_ERROR.property("Source", "string")(attrgetter("source"))

USER = clr_type("IUser")
"""Of no value: the gateway here knows no users, so `context.User` is null."""
USER.property("Email", "string")(lambda _: None)
USER.property("FirstName", "string")(lambda _: None)
USER.property("Groups", "IEnumerable<object>")(lambda _: None)
USER.property("Id", "string")(lambda _: None)
USER.property("Identities", "IEnumerable<object>")(lambda _: None)
USER.property("LastName", "string")(lambda _: None)
USER.property("Note", "string")(lambda _: None)
USER.property("RegistrationDate", "DateTime")(lambda _: None)

X509_CERTIFICATE2 = clr_type("X509Certificate2")
for name in ("Issuer", "Subject", "SubjectName", "Thumbprint", "SerialNumber", "FriendlyName"):
    X509_CERTIFICATE2.property(name, "string")(lambda _: None)

SUBSCRIPTION_KEY_PARAMETER_NAMES = clr_type("SubscriptionKeyParameterNames")
SUBSCRIPTION_KEY_PARAMETER_NAMES.property("Header", "string")(attrgetter("key_header"))
SUBSCRIPTION_KEY_PARAMETER_NAMES.property("Query", "string")(attrgetter("key_query"))
