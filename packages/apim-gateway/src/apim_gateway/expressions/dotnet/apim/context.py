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


MESSAGE: Members = {
    "Body": Property("IMessageBody", body_of),
    "Headers": Property("Headers<string,string[]>", attrgetter("headers")),
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

REQUEST_TYPE = clr_type("IRequest", Request)
REQUEST_TYPE.members.update(MESSAGE)
REQUEST_TYPE.property("Certificate", "X509Certificate2")(lambda _: None)
REQUEST_TYPE.property("IpAddress", "string")(attrgetter("ip_address"))
REQUEST_TYPE.property("MatchedParameters", "MatchedParameters")(attrgetter("matched_parameters"))
REQUEST_TYPE.property("Method", "string")(attrgetter("method"))
REQUEST_TYPE.property("OriginalUrl", "IUrl")(attrgetter("original_url"))
REQUEST_TYPE.property("PrivateEndpointConnection", "object")(lambda _: None)
REQUEST_TYPE.property("Url", "IUrl")(attrgetter("url"))

RESPONSE_TYPE = clr_type("IResponse", Response)
RESPONSE_TYPE.members.update(MESSAGE)
RESPONSE_TYPE.property("StatusCode", "int")(attrgetter("status"))
RESPONSE_TYPE.property("StatusReason", "string")(attrgetter("reason"))

URL_TYPE = clr_type("IUrl", Url)
URL_TYPE.property("Host", "string")(attrgetter("host"))
URL_TYPE.property("Path", "string")(attrgetter("path"))
URL_TYPE.property("Port", "int")(attrgetter("port"))
URL_TYPE.property("Query", "NameValues<string,string[]>")(lambda url: grouped(url.pairs()))
URL_TYPE.property("QueryString", "string")(lambda url: f"?{url.query}" if url.query else "")
URL_TYPE.property("Scheme", "string")(attrgetter("scheme"))

API_TYPE = clr_type("IApi", Api)
API_TYPE.property("Id", "string")(attrgetter("id"))
API_TYPE.property("IsCurrentRevision", "bool")(attrgetter("is_current"))
API_TYPE.property("Name", "string")(attrgetter("name"))
API_TYPE.property("Path", "string")(attrgetter("path"))
API_TYPE.property("Protocols", "IEnumerable<string>")(lambda api: Array(api.protocols))
API_TYPE.property("Revision", "string")(attrgetter("revision"))
API_TYPE.property("ServiceUrl", "IUrl")(lambda api: Url.parse(api.service_url))
API_TYPE.property("SubscriptionKeyParameterNames", "SubscriptionKeyParameterNames")(lambda api: api)
API_TYPE.property("Version", "string")(attrgetter("version"))

OPERATION_TYPE = clr_type("IOperation", Operation)
OPERATION_TYPE.property("Id", "string")(attrgetter("id"))
OPERATION_TYPE.property("Method", "string")(attrgetter("method"))
OPERATION_TYPE.property("Name", "string")(attrgetter("name"))
OPERATION_TYPE.property("UrlTemplate", "string")(attrgetter("url_template"))

PRODUCT_TYPE = clr_type("IProduct", Product)
PRODUCT_TYPE.property("Apis", "IEnumerable<string>")(lambda product: List(product.apis))
PRODUCT_TYPE.property("ApprovalRequired", "bool")(attrgetter("approval_required"))
PRODUCT_TYPE.property("Groups", "IEnumerable<object>")(lambda _: List())
PRODUCT_TYPE.property("Id", "string")(attrgetter("id"))
PRODUCT_TYPE.property("Name", "string")(attrgetter("name"))
PRODUCT_TYPE.property("State", "string")(attrgetter("state"))
PRODUCT_TYPE.property("SubscriptionLimit", "int?")(attrgetter("subscriptions_limit"))
PRODUCT_TYPE.property("SubscriptionRequired", "bool")(attrgetter("subscription_required"))

SUBSCRIPTION_TYPE = clr_type("ISubscription", Subscription)
SUBSCRIPTION_TYPE.property("CreatedDate", "DateTime?")(moment("created"))
SUBSCRIPTION_TYPE.property("EndDate", "DateTime?")(moment("ends"))
SUBSCRIPTION_TYPE.property("Id", "string")(attrgetter("id"))
SUBSCRIPTION_TYPE.property("Key", "string")(attrgetter("primary_key"))
SUBSCRIPTION_TYPE.property("Name", "string")(attrgetter("name"))
SUBSCRIPTION_TYPE.property("PrimaryKey", "string")(attrgetter("primary_key"))
SUBSCRIPTION_TYPE.property("SecondaryKey", "string")(attrgetter("secondary_key"))
SUBSCRIPTION_TYPE.property("StartDate", "DateTime?")(moment("starts"))

DEPLOYMENT_TYPE = clr_type("IDeployment", Service)
DEPLOYMENT_TYPE.property("Certificates", "Dictionary<string,X509Certificate2>")(
    lambda _: Dictionary()
)
DEPLOYMENT_TYPE.property("GatewayId", "string")(lambda _: "managed")
DEPLOYMENT_TYPE.property("Region", "string")(attrgetter("location"))
DEPLOYMENT_TYPE.property("ServiceId", "string")(attrgetter("name"))
DEPLOYMENT_TYPE.property("ServiceName", "string")(attrgetter("name"))

LAST_ERROR_TYPE = clr_type("ILastError", LastError)
LAST_ERROR_TYPE.property("Message", "string")(attrgetter("message"))
LAST_ERROR_TYPE.property("Path", "string")(attrgetter("path"))
LAST_ERROR_TYPE.property("PolicyId", "string")(attrgetter("policy_id"))
LAST_ERROR_TYPE.property("Reason", "string")(attrgetter("reason"))
LAST_ERROR_TYPE.property("Scope", "string")(attrgetter("scope"))
LAST_ERROR_TYPE.property("Section", "string")(attrgetter("section"))
LAST_ERROR_TYPE.property("Source", "string")(attrgetter("source"))

USER_TYPE = clr_type("IUser")
USER_TYPE.members.update(USER)

X509_CERTIFICATE2 = clr_type("X509Certificate2")
X509_CERTIFICATE2.members.update(CERTIFICATE)

SUBSCRIPTION_KEY_PARAMETER_NAMES = clr_type("SubscriptionKeyParameterNames")
SUBSCRIPTION_KEY_PARAMETER_NAMES.property("Header", "string")(attrgetter("key_header"))
SUBSCRIPTION_KEY_PARAMETER_NAMES.property("Query", "string")(attrgetter("key_query"))
