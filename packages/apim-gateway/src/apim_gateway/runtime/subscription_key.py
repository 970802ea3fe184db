"""Checks the subscription key of a request, and finds the product that it belongs to.

https://learn.microsoft.com/azure/api-management/api-management-subscriptions
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apim_gateway.messages.error_answers import SUBSCRIPTION_KEY_INVALID, SUBSCRIPTION_KEY_NOT_FOUND

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apim_gateway.errors import PolicyError
    from apim_gateway.messages.error_answers import ErrorAnswer
    from apim_gateway.messages.received import ReceivedRequest
    from apim_gateway.runtime.routing import Route
    from apim_gateway.service.model import Api, Product, Service, Subscription


@dataclass(frozen=True, slots=True)
class Caller:
    """The product and the subscription that a request's key belongs to, where there are any."""

    product: Product | None = None
    subscription: Subscription | None = None


class SubscriptionCheck:
    """Checks the keys of the requests to one API.

    key      an open product   the API needs a key   caller
    valid    -                 -                     the key's product and subscription
    none     yes               -                     the open product
    none     no                no                    nobody in particular
    none     no                yes                   401, no key
    wrong    yes               -                     the open product
    wrong    no                -                     401, invalid key, also where none is needed

    A product is open when it needs no subscription. A key that is suspended, or that belongs to
    another API or product, is wrong.

    Keys are looked up in a dictionary, which compares texts only when their keyed hashes are the
    same: the time that it takes reveals nothing about a key.
    """

    def __init__(self, service: Service, api: Api) -> None:
        products = {
            product.id: product for product in service.products if api.base_id in product.apis
        }
        self._api = api
        self._callers = {
            key: Caller(products.get(subscription.product), subscription)
            for subscription in service.subscriptions
            if _covers(subscription, api, products)
            for key in _keys(subscription)
        }
        without_key = next((p for p in products.values() if not p.subscription_required), None)
        self._open = Caller(without_key) if without_key else None

    def check(self, key: str | None, received: ReceivedRequest, route: Route) -> Caller:
        """Returns the caller; raises PolicyError with Azure's 401.

        `key` is None when the request has none.
        """
        if key is None:
            if self._open is not None:
                return self._open
            if not self._api.subscription_required:
                return Caller()
            raise self._refused(SUBSCRIPTION_KEY_NOT_FOUND, received, route)
        caller = self._callers.get(key) or self._open
        if caller is None:
            raise self._refused(SUBSCRIPTION_KEY_INVALID, received, route)
        return caller

    def _refused(self, answer: ErrorAnswer, received: ReceivedRequest, route: Route) -> PolicyError:
        realm = f"{received.scheme}://{received.host}{route.prefix}"
        return answer.error("authorization", realm=realm, name=self._api.key_header)


def _covers(subscription: Subscription, api: Api, products: dict[str, Product]) -> bool:
    if subscription.state != "active":
        return False
    # A subscription has one scope: a product, an API in all its revisions, or "" for all APIs.
    if subscription.product:
        return subscription.product in products
    return subscription.api in ("", api.base_id)


def _keys(subscription: Subscription) -> Iterator[str]:
    # Both are valid at any time, so that one can be renewed while callers use the other.
    yield from filter(None, (subscription.primary_key, subscription.secondary_key))
