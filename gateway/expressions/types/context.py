"""`context`: what expressions see of the exchange.

https://learn.microsoft.com/azure/api-management/api-management-policy-expressions#ContextVariables
"""

from __future__ import annotations

from operator import attrgetter

from gateway.exchange import Exchange, Request, Response
from gateway.expressions.definition import Definition, Property
from gateway.url import Url
from gateway.expressions.types.headers import grouped

DEFINITIONS = (
    Definition(
        name="IProxyRequestContext",
        classes=(Exchange,),
        members={
            "Request": Property("IRequest", attrgetter("request")),
            "Response": Property("IResponse", attrgetter("response")),
            "Variables": Property("Variables", attrgetter("variables")),
        },
    ),
    Definition(
        name="IRequest",
        classes=(Request,),
        members={
            "Headers": Property("Headers<string,string[]>", attrgetter("headers")),
            "IpAddress": Property("string", attrgetter("ip_address")),
            "MatchedParameters": Property("MatchedParameters", attrgetter("matched_parameters")),
            "Method": Property("string", attrgetter("method")),
            "OriginalUrl": Property("IUrl", attrgetter("original_url")),
            "Url": Property("IUrl", attrgetter("url")),
        },
    ),
    Definition(
        name="IResponse",
        classes=(Response,),
        members={
            "Headers": Property("Headers<string,string[]>", attrgetter("headers")),
            "StatusCode": Property("int", attrgetter("status")),
            "StatusReason": Property("string", attrgetter("reason")),
        },
    ),
    Definition(
        name="IUrl",
        classes=(Url,),
        members={
            "Host": Property("string", attrgetter("host")),
            "Path": Property("string", attrgetter("path")),
            "Port": Property("int", attrgetter("port")),
            "Query": Property(
                "NameValues<string,string[]>", lambda url: grouped(url.pairs())
            ),
            "QueryString": Property("string", lambda url: f"?{url.query}" if url.query else ""),
            "Scheme": Property("string", attrgetter("scheme")),
        },
    ),
)
