"""A product: the APIs that one subscription key opens.

https://learn.microsoft.com/azure/api-management/api-management-subscriptions
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pulumi import ComponentResource, Input, InvokeOptions, Output, ResourceOptions
from pulumi_azure_native import apimanagement

from components.policy_folder import PRODUCTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from components.api import Api
    from components.service_policies import ServicePolicies


@dataclass(frozen=True, kw_only=True)
class ProductArgs:
    """What Product needs to know."""

    resource_group_name: Input[str]
    service_name: Input[str]
    display_name: str
    description: str
    apis: Sequence[Api]
    policies: ServicePolicies


class Product(ComponentResource):
    """A published product and one active subscription to it; its name is the product's id."""

    subscription_key: Output[str]

    def __init__(self, name: str, args: ProductArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("gatehouse:product:Product", name, None, opts)
        child = ResourceOptions(parent=self)
        product = apimanagement.Product(
            name,
            product_id=name,
            resource_group_name=args.resource_group_name,
            service_name=args.service_name,
            display_name=args.display_name,
            description=args.description,
            state=apimanagement.ProductState.PUBLISHED,
            subscription_required=True,
            approval_required=True,
            opts=child,
        )
        for api in args.apis:
            apimanagement.ProductApi(
                api.pulumi_resource_name,
                product_id=product.name,
                api_id=api.api_name,
                resource_group_name=args.resource_group_name,
                service_name=args.service_name,
                opts=child,
            )
        if document := args.policies.folder.get(f"{PRODUCTS}{name}"):
            apimanagement.ProductPolicy(
                name,
                policy_id="policy",
                product_id=product.name,
                resource_group_name=args.resource_group_name,
                service_name=args.service_name,
                format=apimanagement.PolicyContentFormat.RAWXML,
                value=document,
                opts=args.policies.waiting(f"{PRODUCTS}{name}", self),
            )
        subscription = apimanagement.Subscription(
            name,
            sid=name,
            resource_group_name=args.resource_group_name,
            service_name=args.service_name,
            display_name=args.display_name,
            scope=product.id,
            state=apimanagement.SubscriptionState.ACTIVE,
            allow_tracing=False,
            opts=child,
        )
        keys = apimanagement.list_subscription_secrets_output(
            sid=subscription.name,
            resource_group_name=args.resource_group_name,
            service_name=args.service_name,
            opts=InvokeOptions(parent=self),
        )
        self.subscription_key = Output.secret(keys.primary_key)
        self.register_outputs({"subscriptionKey": self.subscription_key})
