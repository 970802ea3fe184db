"""ILastError: `context.LastError`.

https://learn.microsoft.com/azure/api-management/api-management-policy-expressions#ContextVariables
"""

from __future__ import annotations

from operator import attrgetter

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.messages.exchange import LastError

LAST_ERROR = clr_type("ILastError", LastError)
LAST_ERROR.property("Message", "string")(attrgetter("message"))
LAST_ERROR.property("Path", "string")(attrgetter("path"))
LAST_ERROR.property("PolicyId", "string")(attrgetter("policy_id"))
LAST_ERROR.property("Reason", "string")(attrgetter("reason"))
LAST_ERROR.property("Scope", "string")(attrgetter("scope"))
LAST_ERROR.property("Section", "string")(attrgetter("section"))
LAST_ERROR.property("Source", "string")(attrgetter("source"))
