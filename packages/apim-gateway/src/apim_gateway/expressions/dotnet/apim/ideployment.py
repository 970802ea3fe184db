"""IDeployment: `context.Deployment`, the service itself.

https://learn.microsoft.com/azure/api-management/api-management-policy-expressions#ContextVariables
"""

from __future__ import annotations

from operator import attrgetter

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.collections.dictionary import Dictionary
from apim_gateway.service.model import Service

DEPLOYMENT = clr_type("IDeployment", Service)
DEPLOYMENT.property("Certificates", "Dictionary<string,X509Certificate2>")(lambda _: Dictionary())
DEPLOYMENT.property("GatewayId", "string")(lambda _: "managed")
DEPLOYMENT.property("Region", "string")(attrgetter("location"))
DEPLOYMENT.property("ServiceId", "string")(attrgetter("name"))
DEPLOYMENT.property("ServiceName", "string")(attrgetter("name"))
