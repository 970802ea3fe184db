"""What Azure computes: names, ids, host names, keys. Knows nothing of Pulumi but type tokens.

Everything follows from a resource's URN and inputs; keys follow from a seed as well.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from gatehouse.azure.kinds.ids import SUBSCRIPTION, guid, name_of, resource_id
from gatehouse.errors import LocalError

Properties = Mapping[str, Any]

TENANT = "10ca1000-0000-4000-8000-000000000002"
FUNCTIONS_HOST = "/host/default"
"""Below a site: where Azure lists the keys of its functions."""
DEPLOYER = "10ca1000-0000-4000-8000-000000000003"


class AzureError(LocalError):
    """The description lacks a type or function that the program uses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Created:
    """What Azure answers to the creation of a resource."""

    id: str
    computed: Properties
    """Outputs beside the inputs, which Azure returns as they were given."""
    answers: Mapping[str, Properties] = field(default_factory=dict, repr=False)
    """Keys that Azure lists when it is asked, by the id at which they are asked for."""


@dataclass(frozen=True, slots=True)
class Azure:
    """One subscription; with the same seed its keys are the same."""

    seed: bytes

    def create(self, type_: str, urn: str, inputs: Properties) -> Created:
        """Returns what the resource's URN and inputs lead to.

        Raises AzureError for a type that is not described.
        """
        kind = type_.removeprefix("azure-native:")
        id_ = resource_id(kind, urn, inputs)
        if id_ is None:
            raise AzureError(
                f"the program declares a {type_}; allowed are the types in "
                "gatehouse/azure/kinds/ids.py; add its id there, "
                "and what Azure computes for it in gatehouse/azure/cloud.py"
            )
        name = name_of(id_)
        computed = COMPUTED[kind](self, name, inputs) if kind in COMPUTED else {}
        answers = {
            f"{id_}{below}": listed(self, name, inputs)
            for below, listed in LISTED.get(kind, {}).items()
        }
        return Created(id=id_, computed={"name": name, **computed}, answers=answers)

    def invoke(self, token: str, args: Properties) -> Properties:
        """Returns a function's result; raises AzureError for a function not described."""
        function = FUNCTIONS.get(token.removeprefix("azure-native:"))
        if function is None:
            raise AzureError(
                f"the program calls {token}; allowed are the functions in "
                "gatehouse/azure/cloud.py; add what Azure answers there"
            )
        return function(self, args)

    def key(self, *labels: str) -> str:
        """Returns the secret that belongs to the labels: 43 letters, digits, `-` and `_`."""
        digest = hmac.digest(self.seed, "\0".join(labels).encode(), "sha256")
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _application_insights(azure: Azure, name: str, _inputs: Properties) -> Properties:
    key = azure.key("instrumentation", name)
    instrumentation_key = guid(key)
    return {
        "appId": guid("app", key),
        "instrumentationKey": instrumentation_key,
        # A name that nothing on the internet can have: no telemetry leaves the laptop.
        "connectionString": (
            f"InstrumentationKey={instrumentation_key};"
            "IngestionEndpoint=https://applicationinsights.invalid/"
        ),
    }


def _service(_azure: Azure, name: str, inputs: Properties) -> Properties:
    return {
        "gatewayUrl": f"https://{name}.azure-api.net",
        "managementApiUrl": f"https://{name}.management.azure-api.net",
        "identity": _system_assigned(name, inputs["identity"]),
    }


def _system_assigned(name: str, identity: Properties) -> Properties:
    return {**identity, "principalId": guid("principal", name), "tenantId": TENANT}


def _user_assigned_identity(_azure: Azure, name: str, _inputs: Properties) -> Properties:
    return {
        "clientId": guid("client", name),
        "principalId": guid("principal", name),
        "tenantId": TENANT,
    }


def _site(_azure: Azure, name: str, inputs: Properties) -> Properties:
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


def _certificate(_azure: Azure, name: str, _inputs: Properties) -> Properties:
    return {"thumbprint": hashlib.sha256(name.encode()).hexdigest()[:40].upper()}


def _storage_account(_azure: Azure, name: str, _inputs: Properties) -> Properties:
    services = ("blob", "dfs", "file", "queue", "table", "web")
    return {
        "primaryEndpoints": {
            service: f"https://{name}.{service}.core.windows.net/" for service in services
        }
    }


def _blob(_azure: Azure, name: str, inputs: Properties) -> Properties:
    host_name = f"{inputs['accountName']}.blob.core.windows.net"
    return {"url": f"https://{host_name}/{inputs['containerName']}/{name}"}


def _server(_azure: Azure, name: str, _inputs: Properties) -> Properties:
    return {"fullyQualifiedDomainName": f"{name}.postgres.database.azure.com", "state": "Ready"}


def _random_id(_azure: Azure, name: str, inputs: Properties) -> Properties:
    # Not from the seed: names stay the same when keys change.
    digits = hashlib.shake_256(name.encode()).hexdigest(int(inputs["byteLength"]))
    return {"hex": inputs.get("prefix", "") + digits}


def _random_password(azure: Azure, name: str, inputs: Properties) -> Properties:
    letters = string.digits + string.ascii_lowercase
    letters += string.ascii_uppercase if inputs.get("upper", True) else ""
    letters += inputs.get("overrideSpecial", "-_") if inputs.get("special", True) else ""
    stream = hashlib.shake_256(azure.key("password", name).encode())
    chosen = (letters[byte % len(letters)] for byte in stream.digest(int(inputs["length"])))
    return {"result": "".join(chosen)}


def _vault(_azure: Azure, name: str, inputs: Properties) -> Properties:
    return {"properties": {**inputs["properties"], "vaultUri": f"https://{name}.vault.azure.net/"}}


def _secret(azure: Azure, name: str, inputs: Properties) -> Properties:
    uri = f"https://{inputs['vaultName']}.vault.azure.net/secrets/{name}"
    key = azure.key("version", uri, inputs["properties"]["value"])
    version = hashlib.sha256(key.encode()).hexdigest()[:32]
    return {
        "properties": {
            **inputs["properties"],
            "secretUri": uri,
            "secretUriWithVersion": f"{uri}/{version}",
        }
    }


def _client_config(_azure: Azure, _args: Properties) -> Properties:
    return {
        "clientId": DEPLOYER,
        "objectId": DEPLOYER,
        "subscriptionId": SUBSCRIPTION,
        "tenantId": TENANT,
    }


def _host_keys(azure: Azure, name: str, _inputs: Properties) -> Properties:
    return {
        "functionKeys": {"default": azure.key("function", name, "default")},
        "masterKey": azure.key("function", name, "master"),
        "systemKeys": {},
    }


def _role_password(azure: Azure, name: str, _inputs: Properties) -> Properties:
    """Makes up what no Azure has: a laptop can't check the identity that signs in there."""
    return {"password": azure.key("postgres", name)}


def _subscription_secrets(azure: Azure, name: str, inputs: Properties) -> Properties:
    labels = ("subscription", inputs["serviceName"], name)
    return {
        "primaryKey": azure.key(*labels, "primary"),
        "secondaryKey": azure.key(*labels, "secondary"),
    }


COMPUTED: Mapping[str, Callable[[Azure, str, Properties], Properties]] = {
    "apimanagement:ApiManagementService": _service,
    "applicationinsights:Component": _application_insights,
    "dbforpostgresql:Server": _server,
    "keyvault:Secret": _secret,
    "keyvault:Vault": _vault,
    "managedidentity:UserAssignedIdentity": _user_assigned_identity,
    "random:index/randomId:RandomId": _random_id,
    "random:index/randomPassword:RandomPassword": _random_password,
    "storage:Blob": _blob,
    "storage:StorageAccount": _storage_account,
    "web:Certificate": _certificate,
    "web:WebApp": _site,
}

LISTED: Mapping[str, Mapping[str, Callable[[Azure, str, Properties], Properties]]] = {
    "apimanagement:Subscription": {"": _subscription_secrets},
    "dbforpostgresql:Server": {"": _role_password},
    "web:WebApp": {FUNCTIONS_HOST: _host_keys},
}
"""Type → keys to list, by where below the resource's id they are asked for."""

FUNCTIONS: Mapping[str, Callable[[Azure, Properties], Properties]] = {
    "apimanagement:listSubscriptionSecrets": (
        lambda azure, args: _subscription_secrets(azure, args["sid"], args)
    ),
    "authorization:getClientConfig": _client_config,
    "web:listWebAppHostKeys": lambda azure, args: _host_keys(azure, args["name"], args),
}
