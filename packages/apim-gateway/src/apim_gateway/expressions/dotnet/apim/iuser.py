"""IUser: `context.User`.

https://learn.microsoft.com/azure/api-management/api-management-policy-expressions#ContextVariables
"""

from __future__ import annotations

from apim_gateway.expressions.checked.member_tables import clr_type

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
