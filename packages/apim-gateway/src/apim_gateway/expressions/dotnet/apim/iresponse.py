"""IResponse: `context.Response`.

https://learn.microsoft.com/azure/api-management/api-management-policy-expressions#ContextVariables
"""

from __future__ import annotations

from operator import attrgetter

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.apim.body import body_of
from apim_gateway.messages.exchange import Response

RESPONSE = clr_type("IResponse", Response)
RESPONSE.property("Body", "IMessageBody")(body_of)
RESPONSE.property("Headers", "Headers<string,string[]>")(attrgetter("headers"))
RESPONSE.property("StatusCode", "int")(attrgetter("status"))
RESPONSE.property("StatusReason", "string")(attrgetter("reason"))
