"""IProduct: `context.Product`.

https://learn.microsoft.com/azure/api-management/api-management-policy-expressions#ContextVariables
"""

from __future__ import annotations

from operator import attrgetter

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.collections.list import List
from apim_gateway.service.model import Product

PRODUCT = clr_type("IProduct", Product)
PRODUCT.property("Apis", "IEnumerable<string>")(lambda product: List(product.apis))
PRODUCT.property("ApprovalRequired", "bool")(attrgetter("approval_required"))
PRODUCT.property("Groups", "IEnumerable<object>")(lambda _: List())
PRODUCT.property("Id", "string")(attrgetter("id"))
PRODUCT.property("Name", "string")(attrgetter("name"))
PRODUCT.property("State", "string")(attrgetter("state"))
PRODUCT.property("SubscriptionLimit", "int?")(attrgetter("subscriptions_limit"))
PRODUCT.property("SubscriptionRequired", "bool")(attrgetter("subscription_required"))
