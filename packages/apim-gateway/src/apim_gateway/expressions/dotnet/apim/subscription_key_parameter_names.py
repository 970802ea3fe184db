"""SubscriptionKeyParameterNames: where a request names its subscription.

https://learn.microsoft.com/azure/api-management/api-management-policy-expressions#ContextVariables
"""

from __future__ import annotations

from operator import attrgetter

from apim_gateway.expressions.checked.member_tables import clr_type

SUBSCRIPTION_KEY_PARAMETER_NAMES = clr_type("SubscriptionKeyParameterNames")
SUBSCRIPTION_KEY_PARAMETER_NAMES.property("Header", "string")(attrgetter("key_header"))
SUBSCRIPTION_KEY_PARAMETER_NAMES.property("Query", "string")(attrgetter("key_query"))
