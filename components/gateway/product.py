"""A product: the APIs that one subscription key opens.

https://learn.microsoft.com/azure/api-management/api-management-subscriptions
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pulumi import ComponentResource, Input, InvokeOptions, Output, ResourceOptions
from pulumi_azure_native import apimanagement

from components.gateway.policy_folder import PRODUCTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from components.gateway.api import Api
    from components.gateway.service_policies import ServicePolicies


@dataclass(frozen=True, kw_only=True)
class ProductArgs:
    """The APIs of a product, and the clients with keys to it."""

    resource_group_name: Input[str]
    service_name: Input[str]
    display_name: str
    description: str
    apis: Sequence[Api]
    policies: ServicePolicies
    clients: Sequence[str] = ()
    """Clients that get a key of their own, beside the one of the product's name."""


class Product(ComponentResource):
    """A published product and active subscriptions to it; its name is the product's id."""

    subscription_key: Output[str]
    subscription_keys: Output[dict[str, str]]
    """The key of each client, by name."""

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
            approval_required=True,  # nobody subscribes but the clients that the program declares
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
        self._args, self._scope = args, product.id
        self.subscription_key = self._subscribe(name, args.display_name)
        keys = {client: self._subscribe(f"{name}-{client}", client) for client in args.clients}
        # Without any, `all` gives a list.
        self.subscription_keys = Output.secret(Output.all(**keys).apply(dict))
        self.register_outputs(
            {
                "subscriptionKey": self.subscription_key,
                "subscriptionKeys": self.subscription_keys,
            }
        )

    def _subscribe(self, sid: str, display_name: str) -> Output[str]:
        """Returns the primary key; the secondary one opens the same, for when this one changes."""
        subscription = apimanagement.Subscription(
            sid,
            sid=sid,
            resource_group_name=self._args.resource_group_name,
            service_name=self._args.service_name,
            display_name=display_name,
            scope=self._scope,
            state=apimanagement.SubscriptionState.ACTIVE,
            # A trace shows each step of the policies, and the headers that they have set.
            allow_tracing=False,
            opts=ResourceOptions(parent=self),
        )
        keys = apimanagement.list_subscription_secrets_output(
            sid=subscription.name,
            resource_group_name=self._args.resource_group_name,
            service_name=self._args.service_name,
            opts=InvokeOptions(parent=self),
        )
        return Output.secret(keys.primary_key)
