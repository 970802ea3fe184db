"""Rules for access to APIs: keys, backends' certificates, and secrets in logs of calls.

https://learn.microsoft.com/azure/api-management/api-management-subscriptions
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...problem import Problem
from ...property_rule import TRUE, Demand, property_rule
from ...rule import Rule
from .service import BACKEND

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...resource import Resource, Stack

DIAGNOSTIC = "azure-native:apimanagement:Diagnostic"
PRODUCT = "azure-native:apimanagement:Product"
SUBSCRIPTION = "azure-native:apimanagement:Subscription"
POLICIES = "https://learn.microsoft.com/azure/api-management/policy-reference"
MASKING = "https://learn.microsoft.com/azure/api-management/diagnostic-logs-reference"
SIDES = ("frontend", "backend")
CHECKED = ("validateCertificateChain", "validateCertificateName")
CREDENTIALS = ("authorization", "certificate", "certificateIds", "header", "query")
KEY_OF = {"headers": "ocp-apim-subscription-key", "queryParams": "subscription-key"}
"""The parts of a request that may hold a subscription key → its name; case doesn't count."""


def _certificates(backend: Resource, _stack: Stack) -> Iterator[Problem]:
    for switch in CHECKED:
        if backend.get(f"tls.{switch}") is not True:
            remedy = "set it, or anybody between the two can answer for the backend"
            yield Problem(f"tls.{switch}", backend.get(f"tls.{switch}"), "True", remedy)


def _authenticated(backend: Resource, _stack: Stack) -> Iterator[Problem]:
    if not any(backend.get(f"credentials.{kind}") for kind in CREDENTIALS):
        remedy = "let the gateway show a key, a certificate or a token: the backend is public"
        yield Problem("credentials", None, f"one of {', '.join(CREDENTIALS)}", remedy)


def _masked(diagnostic: Resource, _stack: Stack) -> Iterator[Problem]:
    # The gateway may pass the key on, so the request to the backend is logged with it as well.
    for side in SIDES:
        for part, key in KEY_OF.items():
            path = f"{side}.request.dataMasking.{part}"
            masked = [str(one.get("value")).lower() for one in diagnostic.items(path)]
            if key not in masked:
                remedy = "hide it, or everybody who reads logs can call the API"
                yield Problem(path, masked or None, key, remedy)


def _is_one_thing(scope: object) -> bool:
    """Returns whether a subscription opens one product or one API, not all APIs.

    `…/service/shop/products/free` and `/apis/demo` do; `…/service/shop/apis` and `…/service/shop`
    open all of them.
    """
    above, _, name = str(scope or "").rstrip("/").rpartition("/")
    return bool(name) and above.endswith(("/products", "/apis"))


RULES = (
    Rule(
        id="Gatehouse.APIM.BackendCertificates",
        source="https://learn.microsoft.com/azure/api-management/backends",
        what="The gateway validates the certificates of backends",
        applies_to=(BACKEND,),
        judge=_certificates,
    ),
    Rule(
        id="Gatehouse.APIM.BackendAuthentication",
        source=POLICIES,
        what="Calls of backends are authenticated",
        applies_to=(BACKEND,),
        judge=_authenticated,
    ),
    property_rule(
        id="Azure.APIM.ProductSubscription",
        what="Products need a subscription",
        applies_to=(PRODUCT,),
        path="subscriptionRequired",
        demand=TRUE,
        remedy="set it",
    ),
    property_rule(
        id="Azure.APIM.ProductApproval",
        what="Subscriptions to products need an approval",
        applies_to=(PRODUCT,),
        path="approvalRequired",
        demand=TRUE,
        remedy="set it",
    ),
    Rule(
        id="Gatehouse.APIM.Masking",
        source=MASKING,
        what="Logs of requests don't hold subscription keys",
        applies_to=(DIAGNOSTIC,),
        judge=_masked,
    ),
    property_rule(
        id="Gatehouse.APIM.SubscriptionScope",
        source="https://learn.microsoft.com/azure/api-management/api-management-subscriptions",
        what="No subscription key opens all APIs",
        applies_to=(SUBSCRIPTION,),
        path="scope",
        demand=Demand("one product or one API", _is_one_thing),
        remedy="name what the key is for",
    ),
)
