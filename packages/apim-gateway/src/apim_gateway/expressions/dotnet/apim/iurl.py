"""IUrl: `context.Request.Url`.

https://learn.microsoft.com/azure/api-management/api-management-policy-expressions#ContextVariables
"""

from __future__ import annotations

from operator import attrgetter

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.apim.name_values import grouped
from apim_gateway.messages.url import Url

URL = clr_type("IUrl", Url)
URL.property("Host", "string")(attrgetter("host"))
URL.property("Path", "string")(attrgetter("path"))
URL.property("Port", "int")(attrgetter("port"))
URL.property("Query", "NameValues<string,string[]>")(lambda url: grouped(url.pairs()))
URL.property("QueryString", "string")(lambda url: f"?{url.query}" if url.query else "")
URL.property("Scheme", "string")(attrgetter("scheme"))
