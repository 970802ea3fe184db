"""Reads ARM-shaped resources into the model; refuses by name one that the gateway can't honour.

https://learn.microsoft.com/azure/templates/microsoft.apimanagement/2024-05-01/service
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from apim_gateway.errors import LoadError, Place
from apim_gateway.service.apis import read_apis
from apim_gateway.service.backends import read_backend
from apim_gateway.service.model import CONSUMPTION, Api, NamedValue, Product, Service, Subscription
from apim_gateway.service.policy_documents import read_document
from apim_gateway.service.resource import Resource

if TYPE_CHECKING:
    from collections.abc import Iterable

READ = frozenset(
    (
        "",
        "apis",
        "apis/operations",
        "apis/operations/policies",
        "apis/policies",
        "apis/schemas",
        "apiVersionSets",
        "backends",
        "namedValues",
        "policies",
        "policyFragments",
        "products",
        "products/apiLinks",
        "products/apis",
        "products/policies",
        "subscriptions",
    )
)
IGNORED = frozenset(
    (
        "apis/diagnostics",
        "apis/issues",
        "apis/operations/tags",
        "apis/releases",
        "apis/tagDescriptions",
        "apis/tags",
        "apis/wikis",
        "contentTypes",
        "diagnostics",
        "groups",
        "groups/users",
        "identityProviders",
        "loggers",
        "notifications",
        "policyRestrictions",
        "portalconfigs",
        "portalsettings",
        "products/groupLinks",
        "products/groups",
        "products/tags",
        "products/wikis",
        "tags",
        "templates",
        "tenant",
        "users",
    )
)
"""Kinds that do not change how the gateway answers a request."""

TIERS = (
    "Basic",
    "BasicV2",
    "Consumption",
    "Developer",
    "Isolated",
    "Premium",
    "PremiumV2",
    "Standard",
    "StandardV2",
)
SUBSCRIPTION_STATES = ("active", "suspended", "submitted", "rejected", "cancelled", "expired")
# `/apis`, `/apis/demo`, `/products/free`, alone or behind `/subscriptions/…/service/NAME`; the last
# by itself is all APIs, as `/apis` is.
_SCOPE = re.compile(r"^(?:.*/service/[^/]+)?/(?:(apis|products)(?:/([^/]+))?/?)?$", re.IGNORECASE)

Kinds = Mapping[str, list[Resource]]


def load(document: Mapping[str, Any]) -> Service:
    """Reads `{"resources": […]}`; raises LoadError that names the resource and the reason.

    Each resource has `type`, `name` and `properties` as in an ARM template whose expressions are
    evaluated; the service has `sku` and `location`, too. Without a service the tier is Consumption.
    Resources of other providers are passed over, and so are the kinds in IGNORED.
    """
    raw = document.get("resources")
    if not isinstance(raw, Sequence) or isinstance(raw, str):
        raise LoadError(Place("document"), 'there is no list "resources"; give one')
    kinds = _by_kind(resource for item in raw if (resource := Resource.read(item)))
    named_values = {value.name: value for value in map(_named_value, kinds["namedValues"])}
    apis = read_apis(kinds)
    products = _products(kinds, {api.id for api in apis})
    service = kinds[""][0] if kinds[""] else None
    return Service(
        name=str(service.envelope.get("name")) if service else "",
        location=str(service.envelope.get("location") or "") if service else "",
        sku=_sku(service) if service else CONSUMPTION,
        apis=apis,
        products=products,
        subscriptions=tuple(_subscriptions(kinds, apis, products)),
        backends={
            backend.id: backend
            for backend in (read_backend(item, named_values) for item in kinds["backends"])
        },
        named_values=named_values,
        fragments={item.id: read_document(item) for item in kinds["policyFragments"]},
        policy=next(map(read_document, kinds["policies"]), None),
    )


def _by_kind(resources: Iterable[Resource]) -> Kinds:
    # ARM compares types without case, and what `az` exports differs in it from Bicep's spelling.
    spelling = {kind.lower(): kind for kind in READ | IGNORED}
    kinds: dict[str, list[Resource]] = defaultdict(list)
    seen: set[tuple[str, str]] = set()
    for resource in resources:
        kind = spelling.get(resource.kind.lower())
        if kind is None:
            known = ", ".join(sorted(READ - {""}))
            raise resource.refused(f"this type is not supported; supported: {known}")
        if (kind, resource.place.file) in seen:
            raise resource.refused("this resource stands here twice; remove one")
        seen.add((kind, resource.place.file))
        kinds[kind].append(resource)
    if len(kinds[""]) > 1:
        raise kinds[""][1].refused("there is a second service; give one gateway one service")
    return kinds


def _sku(service: Resource) -> str:
    sku = service.envelope.get("sku")
    name = sku.get("name") if isinstance(sku, Mapping) else None
    if name not in TIERS:
        raise service.refused(f"sku={sku!r} is not known; use a name of: {', '.join(TIERS)}")
    return str(name)


def _named_value(resource: Resource) -> NamedValue:
    if "value" not in resource.properties and resource.properties.get("keyVault"):
        raise resource.refused(
            "its Key Vault secret is not at hand; put what it resolves to in value"
        )
    return NamedValue(
        name=resource.text("displayName", resource.id),
        value=resource.text("value"),
        secret=resource.flag("secret", default=False),
    )


def _products(kinds: Kinds, api_ids: set[str]) -> tuple[Product, ...]:
    policies = {item.names[0]: read_document(item) for item in kinds["products/policies"]}
    links: dict[str, list[str]] = defaultdict(list)
    for item in kinds["products/apis"]:
        links[item.names[0]].append(_known_api(item, item.id, api_ids))
    # The newer way, with the API's id in `apiId`; above, the link's own name is the API's.
    for item in kinds["products/apiLinks"]:
        api = item.text("apiId").rpartition("/")[2]
        links[item.names[0]].append(_known_api(item, api, api_ids))
    products = tuple(
        Product(
            id=item.id,
            name=item.text("displayName", item.id),
            state=item.choice("state", ("published", "notPublished"), "notPublished"),
            subscription_required=item.flag("subscriptionRequired", default=True),
            approval_required=item.flag("approvalRequired", default=False),
            subscriptions_limit=item.properties.get("subscriptionsLimit"),
            apis=tuple(links[item.id]),
            policy=policies.get(item.id),
        )
        for item in kinds["products"]
    )
    known = {product.id for product in products}
    for kind in ("products/apis", "products/apiLinks", "products/policies"):
        for item in kinds[kind]:
            if item.names[0] not in known:
                raise item.refused(f"there is no product {item.names[0]!r}; known: {_names(known)}")
    return products


def _known_api(resource: Resource, api: str, known: set[str]) -> str:
    if api not in known:
        raise resource.refused(f"there is no API {api!r}; known: {_names(known)}")
    return api


def _subscriptions(
    kinds: Kinds, apis: tuple[Api, ...], products: tuple[Product, ...]
) -> Iterable[Subscription]:
    known = {"apis": {api.id for api in apis}, "products": {product.id for product in products}}
    for item in kinds["subscriptions"]:
        scope = item.text("scope")
        found = _SCOPE.match(scope)
        kind, target = (found.group(1) or "apis", found.group(2) or "") if found else ("", "")
        if not found or (target and target not in known[kind.lower()]):
            raise item.refused(
                f"scope={scope!r} is not known; use /apis, /apis/ID or /products/ID of: "
                f"{_names(set().union(*known.values()))}"
            )
        keys = item.text("primaryKey", ""), item.text("secondaryKey", "")
        if not any(keys):
            raise item.refused("it has no key; give primaryKey or secondaryKey")
        yield Subscription(
            id=item.id,
            name=item.text("displayName", item.id),
            state=item.choice("state", SUBSCRIPTION_STATES, "active"),
            product=target if kind.lower() == "products" else "",
            api=target if kind.lower() == "apis" else "",
            primary_key=keys[0],
            secondary_key=keys[1],
            created=item.text("createdDate", ""),
            starts=item.text("startDate", ""),
            ends=item.text("endDate", ""),
        )


def _names(known: set[str]) -> str:
    return ", ".join(sorted(known)) or "none"
