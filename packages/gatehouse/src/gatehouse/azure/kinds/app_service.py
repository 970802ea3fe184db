"""App Service and Functions: plans, sites and what belongs to a site."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from gatehouse.azure.kinds.ids import SUBSCRIPTION, guid
from gatehouse.azure.kinds.kind import ResourceKind, Service
from gatehouse.azure.kinds.name_rule import NameRule
from gatehouse.azure.kinds.price import Charge, Price

if TYPE_CHECKING:
    from gatehouse.azure.kinds.kind import Key, Properties
    from gatehouse.azure.kinds.price import Lookup

FUNCTIONS_HOST = "/host/default"
"""Below a site: where Azure lists the keys of its functions."""
_SITE = "Microsoft.Web/sites/{name}"
_SITE_NAME = NameRule(
    r"(?=.{2,60}$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?",
    "2 to 60 letters, digits and hyphens, no hyphen at the ends",
)
_PART = Price(free="part of its site")
_FLEX = "FC1"
_INSTANCE = {
    "B1": 0.018,
    "B2": 0.036,
    "B3": 0.071,
    "S1": 0.095,
    "S2": 0.19,
    "S3": 0.38,
    "P0v3": 0.085,
    "P1v3": 0.17,
    "P2v3": 0.34,
    "P3v3": 0.68,
    "P0v4": 0.085,
    "P1v4": 0.17,
    "P2v4": 0.34,
    "P3v4": 0.68,
}
"""An hour of one instance, by the plan's size."""
_FUNCTION_APPS: Lookup = {"kind": {"functionapp,linux": 1, "app,linux": 0}}
_MEMORY_GB: Lookup = {
    "functionAppConfig.scaleAndConcurrency.instanceMemoryMB": {"512": 0.5, "2048": 2, "4096": 4}
}


def _certificate(_key: Key, name: str, _inputs: Properties) -> Properties:
    return {"thumbprint": hashlib.sha256(name.encode()).hexdigest()[:40].upper()}


def _site(_key: Key, name: str, inputs: Properties) -> Properties:
    host_name = f"{name}.azurewebsites.net"
    identity = inputs["identity"]
    assigned = {
        id_: {
            "clientId": guid("client", id_.rsplit("/", 1)[1]),
            "principalId": guid("principal", id_.rsplit("/", 1)[1]),
        }
        for id_ in identity["userAssignedIdentities"]
    }
    return {
        "customDomainVerificationId": hashlib.sha256(SUBSCRIPTION.encode()).hexdigest().upper(),
        "defaultHostName": host_name,
        "hostNames": [host_name],
        "identity": {**identity, "userAssignedIdentities": assigned},
        "state": "Running",
    }


def _host_keys(key: Key, name: str, _inputs: Properties) -> Properties:
    return {
        "functionKeys": {"default": key("function", name, "default")},
        "masterKey": key("function", name, "master"),
        "systemKeys": {},
    }


APP_SERVICE = Service(
    kinds=(
        ResourceKind(
            "azure-native:web:AppServicePlan",
            "Microsoft.Web/serverfarms/{name}",
            name=NameRule("[A-Za-z0-9-]{1,60}", "1 to 60 letters, digits and hyphens"),
            price=Price(
                charges=(
                    Charge(
                        what="instances",
                        price={"sku.name": {_FLEX: 0, **_INSTANCE}},
                        quantity=("$hours", "sku.capacity"),
                    ),
                    Charge(
                        what="two instances that are kept ready, in GB-seconds",
                        price={"sku.name": {_FLEX: 5e-06, **dict.fromkeys(_INSTANCE, 0)}},
                        quantity=(
                            {"zoneRedundant": {"1": 1, "0": 0}},
                            "$hours",
                            3600,
                            2,
                            "$ready_gb",
                        ),
                    ),
                ),
                free="a Flex Consumption plan is charged by what its app uses",
            ),
        ),
        ResourceKind(
            "azure-native:web:Certificate",
            "Microsoft.Web/certificates/{name}",
            name=NameRule(
                r"[^/]{0,259}[^/. ]", "1 to 260 characters without '/', no space or '.' last"
            ),
            computed=_certificate,
            price=Price(free="Azure issues it for its own sites"),
        ),
        ResourceKind(
            "azure-native:web:WebApp",
            _SITE,
            name=_SITE_NAME,
            computed=_site,
            listed={FUNCTIONS_HOST: _host_keys},
            price=Price(
                charges=(
                    Charge(
                        what="executions",
                        price=0.4,
                        per=1000000,
                        quantity=(_FUNCTION_APPS, "$calls"),
                        free=(250000,),
                    ),
                    Charge(
                        what="memory while it works, in GB-seconds",
                        price=2.6e-05,
                        quantity=(_FUNCTION_APPS, "$calls", "$seconds", _MEMORY_GB),
                        free=(100000,),
                    ),
                ),
                free=(
                    "a site is charged by its plan, and as much of a function app as assumed is "
                    "free"
                ),
            ),
        ),
        ResourceKind(
            "azure-native:web:WebAppDiagnosticLogsConfiguration",
            f"{_SITE}/config/logs",
            name=_SITE_NAME,
            price=_PART,
        ),
        ResourceKind(
            "azure-native:web:WebAppFtpAllowed",
            f"{_SITE}/basicPublishingCredentialsPolicies/ftp",
            name=_SITE_NAME,
            price=_PART,
        ),
        ResourceKind(
            "azure-native:web:WebAppHostNameBinding",
            f"{_SITE}/hostNameBindings/{{hostName}}",
            name=NameRule(r"[a-z0-9-]+(\.[a-z0-9-]+)+", "a host name such as www.example.com"),
            price=_PART,
        ),
        ResourceKind(
            "azure-native:web:WebAppScmAllowed",
            f"{_SITE}/basicPublishingCredentialsPolicies/scm",
            name=_SITE_NAME,
            price=_PART,
        ),
    ),
    functions={
        "azure-native:web:listWebAppHostKeys": (
            lambda key, arguments: _host_keys(key, arguments["name"], arguments)
        )
    },
)
