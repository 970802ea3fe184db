"""Rules for API Management.

https://azure.github.io/PSRule.Rules.Azure/en/rules/resource/#api-management
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...problem import Problem
from ...property_rule import Demand, one_of, property_rule
from ...rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...resource import Resource, Stack

SERVICE = "azure-native:apimanagement:ApiManagementService"
API = "azure-native:apimanagement:Api"
BACKEND = "azure-native:apimanagement:Backend"
NAMED_VALUE = "azure-native:apimanagement:NamedValue"
ONBOARDED = (
    "azure-native:security:APICollection",
    "azure-native:security:APICollectionByAzureApiManagementService",
)

SWITCHES = "customProperties"
SECURITY = "Microsoft.WindowsAzure.ApiManagement.Gateway.Security"
PROTOCOLS = tuple(
    f"{SECURITY}.{side}Protocols.{protocol}"
    for side in ("", "Backend.")
    for protocol in ("Tls10", "Tls11", "Ssl30")
)
TRIPLE_DES = f"{SECURITY}.Ciphers.TripleDes168"
CIPHERS = tuple(
    f"{SECURITY}.Ciphers.{cipher}"
    for cipher in (
        "TLS_RSA_WITH_AES_128_CBC_SHA",
        "TLS_RSA_WITH_AES_256_CBC_SHA",
        "TLS_RSA_WITH_AES_128_CBC_SHA256",
        "TLS_RSA_WITH_AES_256_CBC_SHA256",
        "TLS_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
        "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
    )
)
OLDEST_API_VERSION = "2021-08-01"


def _endpoint(api: Resource, _stack: Stack) -> Iterator[Problem]:
    protocols = api.items("protocols")
    if "http" in protocols:
        remedy = "take http out, so that keys and answers can't be read on their way"
        yield Problem("protocols", protocols, "https, and wss or ws for WebSocket APIs", remedy)


def _backend(resource: Resource, _stack: Stack) -> Iterator[Problem]:
    path = "url" if resource.type == BACKEND else "serviceUrl"
    address = resource.get(path)
    # An API without an address of its own goes where its policy sends it.
    if not str(address or "https://").startswith("https://"):
        yield Problem(path, address, "an address that starts with https://", "call it over TLS")


def _protocols(service: Resource, _stack: Stack) -> Iterator[Problem]:
    yield from _switched_on(service, (*PROTOCOLS,))


def _ciphers(service: Resource, _stack: Stack) -> Iterator[Problem]:
    # 3DES is off unless it is switched on; the other weak ciphers are on unless they are named.
    yield from _switched_on(service, (TRIPLE_DES,))
    left = [one for one in CIPHERS if _switch(service, one) != "false"]
    if left:
        names = ", ".join(one.removeprefix(f"{SECURITY}.") for one in left)
        remedy = "set each of them to 'False': none keeps past traffic secret, or all use CBC"
        yield Problem(SWITCHES, f"silent about {names}", "'False' for every weak cipher", remedy)


def _switched_on(service: Resource, names: tuple[str, ...]) -> Iterator[Problem]:
    for name in names:
        if _switch(service, name) == "true":
            yield Problem(f"{SWITCHES}.{name}", "True", "'False'", "switch it off: it is broken")


def _switch(service: Resource, name: str) -> str:
    switches: dict[str, Any] = service.get(SWITCHES) or {}
    return str(switches.get(name, "")).lower()


def _defender(api: Resource, stack: Stack) -> Iterator[Problem]:
    if not any(stack.linked(api, "apiId", *ONBOARDED)):
        remedy = "declare a security.APICollectionByAzureApiManagementService for it"
        yield Problem("apiCollection", None, "an API that Defender for APIs watches", remedy)


RULES = (
    Rule(
        id="Azure.APIM.HTTPEndpoint",
        ref="AZR-000042",
        what="APIs are served over HTTPS alone",
        applies_to=(API,),
        judge=_endpoint,
    ),
    Rule(
        id="Azure.APIM.HTTPBackend",
        ref="AZR-000044",
        what="Backends are called over HTTPS alone",
        applies_to=(BACKEND, API),
        judge=_backend,
    ),
    property_rule(
        id="Azure.APIM.EncryptValues",
        ref="AZR-000045",
        what="Every named value lies in Key Vault",
        applies_to=(NAMED_VALUE,),
        path="keyVault.secretIdentifier",
        demand=Demand("the address of a secret in Key Vault", bool),
        remedy="put the value into the vault and name it here",
    ),
    property_rule(
        id="Azure.APIM.ManagedIdentity",
        ref="AZR-000053",
        what="The service has a managed identity",
        applies_to=(SERVICE,),
        path="identity.type",
        demand=one_of("SystemAssigned", "UserAssigned", "SystemAssigned, UserAssigned"),
        remedy="give it an identity, so that it needs no keys to reach other services",
    ),
    Rule(
        id="Azure.APIM.Protocols",
        ref="AZR-000054",
        what="SSL 3.0, TLS 1.0 and TLS 1.1 are off on both sides",
        applies_to=(SERVICE,),
        judge=_protocols,
    ),
    Rule(
        id="Azure.APIM.Ciphers",
        ref="AZR-000055",
        what="Weak ciphers are off",
        applies_to=(SERVICE,),
        judge=_ciphers,
    ),
    Rule(
        id="Azure.APIM.DefenderCloud",
        ref="AZR-000387",
        what="Defender for APIs watches every API",
        applies_to=(API,),
        judge=_defender,
        alone=False,
    ),
    property_rule(
        id="Azure.APIM.MinAPIVersion",
        ref="AZR-000321",
        what="Management API versions that give secrets to readers are refused",
        applies_to=(SERVICE,),
        path="apiVersionConstraint.minApiVersion",
        demand=Demand(
            f"{OLDEST_API_VERSION} or later",
            lambda version: str(version or "") >= OLDEST_API_VERSION,
        ),
        remedy="raise it",
        production=True,
    ),
    property_rule(
        id="Azure.APIM.APIDescriptors",
        ref="AZR-000043",
        what="Every API says what it is for",
        applies_to=(API,),
        path="description",
        demand=Demand("a description", bool),
        remedy="write one",
        production=True,
    ),
)
