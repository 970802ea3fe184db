"""IApi: `context.Api`.

https://learn.microsoft.com/azure/api-management/api-management-policy-expressions#ContextVariables
"""

from __future__ import annotations

from operator import attrgetter

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.collections.array import Array
from apim_gateway.messages.url import Url
from apim_gateway.service.model import Api

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
