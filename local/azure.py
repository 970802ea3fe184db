"""What Azure computes: names, ids, host names, keys. Knows nothing of Pulumi but type tokens.

Everything follows from a resource's URN and inputs; keys follow from a seed as well.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from local.errors import LocalError

Properties = Mapping[str, Any]

SUBSCRIPTION = "10ca1000-0000-4000-8000-000000000001"
TENANT = "10ca1000-0000-4000-8000-000000000002"
DEPLOYER = "10ca1000-0000-4000-8000-000000000003"

PLACEHOLDER = re.compile(r"\{(\w+)\}")
IN_GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/{{resourceGroupName}}/providers/"
APIM = "Microsoft.ApiManagement/service/{serviceName}"
BLOBS = "Microsoft.Storage/storageAccounts/{accountName}/blobServices"
CONTAINERS = f"{BLOBS}/default/containers"
SITE = "Microsoft.Web/sites/{name}"

IDS = {
    "apimanagement:Api": f"{APIM}/apis/{{apiId}}",
    "apimanagement:ApiManagementService": APIM,
    "apimanagement:ApiOperation": f"{APIM}/apis/{{apiId}}/operations/{{operationId}}",
    "apimanagement:ApiOperationPolicy": (
        f"{APIM}/apis/{{apiId}}/operations/{{operationId}}/policies/{{policyId}}"
    ),
    "apimanagement:ApiPolicy": f"{APIM}/apis/{{apiId}}/policies/{{policyId}}",
    "apimanagement:Backend": f"{APIM}/backends/{{backendId}}",
    "apimanagement:Diagnostic": f"{APIM}/diagnostics/{{diagnosticId}}",
    "apimanagement:Logger": f"{APIM}/loggers/{{loggerId}}",
    "apimanagement:NamedValue": f"{APIM}/namedValues/{{namedValueId}}",
    "apimanagement:Product": f"{APIM}/products/{{productId}}",
    "apimanagement:ProductApi": f"{APIM}/products/{{productId}}/apis/{{apiId}}",
    "apimanagement:Subscription": f"{APIM}/subscriptions/{{sid}}",
    "applicationinsights:Component": "Microsoft.Insights/components/{resourceName}",
    "authorization:RoleAssignment": (
        "{scope}/providers/Microsoft.Authorization/roleAssignments/{roleAssignmentName}"
    ),
    "keyvault:Secret": "Microsoft.KeyVault/vaults/{vaultName}/secrets/{secretName}",
    "keyvault:Vault": "Microsoft.KeyVault/vaults/{vaultName}",
    "managedidentity:UserAssignedIdentity": (
        "Microsoft.ManagedIdentity/userAssignedIdentities/{resourceName}"
    ),
    "monitor:DiagnosticSetting": (
        "{resourceUri}/providers/Microsoft.Insights/diagnosticSettings/{name}"
    ),
    "operationalinsights:Workspace": "Microsoft.OperationalInsights/workspaces/{workspaceName}",
    "resources:Deployment": "Microsoft.Resources/deployments/{deploymentName}",
    "resources:ResourceGroup": f"/subscriptions/{SUBSCRIPTION}/resourceGroups/{{resourceGroupName}}",
    "storage:Blob": f"{CONTAINERS}/{{containerName}}/blobs/{{blobName}}",
    "storage:BlobContainer": f"{CONTAINERS}/{{containerName}}",
    "storage:BlobServiceProperties": f"{BLOBS}/{{blobServicesName}}",
    "storage:StorageAccount": "Microsoft.Storage/storageAccounts/{accountName}",
    "web:AppServicePlan": "Microsoft.Web/serverfarms/{name}",
    "web:WebApp": SITE,
    "web:WebAppFtpAllowed": f"{SITE}/basicPublishingCredentialsPolicies/ftp",
    "web:WebAppScmAllowed": f"{SITE}/basicPublishingCredentialsPolicies/scm",
}
"""Type without its package → ARM id; the last placeholder is the name, made up when not given."""


class AzureError(LocalError):
    """The description lacks a type or function that the program uses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Created:
    """What Azure answers to the creation of a resource."""

    id: str
    computed: Properties
    """Outputs beside the inputs, which Azure returns as they were given."""


@dataclass(frozen=True, slots=True)
class Azure:
    """One subscription; with the same seed its keys are the same."""

    seed: bytes

    def create(self, type_: str, urn: str, inputs: Properties) -> Created:
        """Returns what the resource's URN and inputs lead to.

        Raises AzureError for a type that is not described.
        """
        kind = type_.removeprefix("azure-native:")
        template = IDS.get(kind)
        if template is None:
            raise AzureError(
                f"the program declares a {type_}; allowed are the types in local/azure.py; "
                "add its id, and what Azure computes for it, there"
            )
        id_ = _id(template, kind, urn, inputs)
        name = id_.rsplit("/", 1)[1]
        computed = COMPUTED.get(kind, _nothing)(self, name, inputs)
        return Created(id=id_, computed={"name": name, **computed})

    def invoke(self, token: str, args: Properties) -> Properties:
        """Returns a function's result; raises AzureError for a function not described."""
        function = FUNCTIONS.get(token.removeprefix("azure-native:"))
        if function is None:
            raise AzureError(
                f"the program calls {token}; allowed are the functions in local/azure.py; "
                "add what Azure answers there"
            )
        return function(self, args)

    def key(self, *labels: str) -> str:
        """Returns the secret that belongs to the labels: 43 letters, digits, `-` and `_`."""
        digest = hmac.digest(self.seed, "\0".join(labels).encode(), "sha256")
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def guid(*labels: str) -> str:
    """Returns the identifier that belongs to the labels."""
    return str(uuid.uuid5(uuid.UUID(SUBSCRIPTION), "\0".join(labels)))


def _id(template: str, kind: str, urn: str, inputs: Properties) -> str:
    full = template if template.startswith(("/", "{")) else IN_GROUP + template
    *_, last = PLACEHOLDER.findall(full)
    given = {**inputs, last: inputs.get(last) or _auto_name(kind, urn)}
    return PLACEHOLDER.sub(lambda placeholder: str(given[placeholder[1]]), full)


def _auto_name(kind: str, urn: str) -> str:
    """Names as azure-native does: the logical name and eight hex digits, or an identifier."""
    if kind == "authorization:RoleAssignment":
        return guid(urn)
    digits = hashlib.sha256(urn.encode()).hexdigest()[:8]
    return urn.rsplit("::", 1)[1] + digits


def _nothing(_azure: Azure, _name: str, _inputs: Properties) -> Properties:
    return {}


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
        "defaultHostName": host_name,
        "hostNames": [host_name],
        "identity": {**identity, "userAssignedIdentities": assigned},
        "state": "Running",
    }


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


def _vault(_azure: Azure, name: str, inputs: Properties) -> Properties:
    return {"properties": {**inputs["properties"], "vaultUri": f"https://{name}.vault.azure.net/"}}


def _secret(azure: Azure, name: str, inputs: Properties) -> Properties:
    uri = f"https://{inputs['vaultName']}.vault.azure.net/secrets/{name}"
    version = hashlib.sha256(azure.key("version", uri).encode()).hexdigest()[:32]
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


def _host_keys(azure: Azure, args: Properties) -> Properties:
    return {
        "functionKeys": {"default": azure.key("function", args["name"], "default")},
        "masterKey": azure.key("function", args["name"], "master"),
        "systemKeys": {},
    }


def _subscription_secrets(azure: Azure, args: Properties) -> Properties:
    labels = ("subscription", args["serviceName"], args["sid"])
    return {
        "primaryKey": azure.key(*labels, "primary"),
        "secondaryKey": azure.key(*labels, "secondary"),
    }


def _service_sas(azure: Azure, args: Properties) -> Properties:
    signature = azure.key("sas", args["accountName"], args["canonicalizedResource"])
    return {"serviceSasToken": f"sr=b&sp=r&spr=https&sig={signature}"}


COMPUTED: Mapping[str, Callable[[Azure, str, Properties], Properties]] = {
    "apimanagement:ApiManagementService": _service,
    "applicationinsights:Component": _application_insights,
    "keyvault:Secret": _secret,
    "keyvault:Vault": _vault,
    "managedidentity:UserAssignedIdentity": _user_assigned_identity,
    "storage:Blob": _blob,
    "storage:StorageAccount": _storage_account,
    "web:WebApp": _site,
}

FUNCTIONS: Mapping[str, Callable[[Azure, Properties], Properties]] = {
    "apimanagement:listSubscriptionSecrets": _subscription_secrets,
    "authorization:getClientConfig": _client_config,
    "storage:listStorageAccountServiceSAS": _service_sas,
    "web:listWebAppHostKeys": _host_keys,
}
