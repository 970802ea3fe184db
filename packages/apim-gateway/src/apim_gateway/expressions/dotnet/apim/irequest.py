"""IRequest: `context.Request`.

https://learn.microsoft.com/azure/api-management/api-management-policy-expressions#ContextVariables
"""

from __future__ import annotations

from operator import attrgetter

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.apim.body import body_of
from apim_gateway.messages.exchange import Request

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
