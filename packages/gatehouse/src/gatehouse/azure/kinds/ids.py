"""How Azure addresses resources: an id of its own form for every type.

https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
"""

from __future__ import annotations

import hashlib
import re
import uuid
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

SUBSCRIPTION = "10ca1000-0000-4000-8000-000000000001"

SLASH = "%2F"
PLACEHOLDER = re.compile(r"\{(\w+)\}")
GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/{{resourceGroupName}}"
IN_GROUP = f"{GROUP}/providers/"
APIM = "Microsoft.ApiManagement/service/{serviceName}"
BLOBS = "Microsoft.Storage/storageAccounts/{accountName}/blobServices"
CONTAINERS = f"{BLOBS}/default/containers"
ENDPOINT = "Microsoft.Network/privateEndpoints/{privateEndpointName}"
NETWORK = "Microsoft.Network/virtualNetworks/{virtualNetworkName}"
POSTGRES = "Microsoft.DBforPostgreSQL/flexibleServers/{serverName}"
SITE = "Microsoft.Web/sites/{name}"
ZONE = "Microsoft.Network/privateDnsZones/{privateZoneName}"

IDS = {
    "apimanagement:Api": f"{APIM}/apis/{{apiId}}",
    "apimanagement:ApiManagementService": APIM,
    "apimanagement:ApiOperation": f"{APIM}/apis/{{apiId}}/operations/{{operationId}}",
    "apimanagement:ApiOperationPolicy": (
        f"{APIM}/apis/{{apiId}}/operations/{{operationId}}/policies/{{policyId}}"
    ),
    "apimanagement:ApiPolicy": f"{APIM}/apis/{{apiId}}/policies/{{policyId}}",
    "apimanagement:ApiSchema": f"{APIM}/apis/{{apiId}}/schemas/{{schemaId}}",
    "apimanagement:ApiVersionSet": f"{APIM}/apiVersionSets/{{versionSetId}}",
    "apimanagement:Backend": f"{APIM}/backends/{{backendId}}",
    "apimanagement:Diagnostic": f"{APIM}/diagnostics/{{diagnosticId}}",
    "apimanagement:Logger": f"{APIM}/loggers/{{loggerId}}",
    "apimanagement:NamedValue": f"{APIM}/namedValues/{{namedValueId}}",
    "apimanagement:Policy": f"{APIM}/policies/{{policyId}}",
    "apimanagement:PolicyFragment": f"{APIM}/policyFragments/{{id}}",
    "apimanagement:Product": f"{APIM}/products/{{productId}}",
    "apimanagement:ProductApi": f"{APIM}/products/{{productId}}/apis/{{apiId}}",
    "apimanagement:ProductPolicy": f"{APIM}/products/{{productId}}/policies/{{policyId}}",
    "apimanagement:Subscription": f"{APIM}/subscriptions/{{sid}}",
    "applicationinsights:Component": "Microsoft.Insights/components/{resourceName}",
    "applicationinsights:Workbook": "Microsoft.Insights/workbooks/{resourceName}",
    "authorization:RoleAssignment": (
        "{scope}/providers/Microsoft.Authorization/roleAssignments/{roleAssignmentName}"
    ),
    "dbforpostgresql:AdministratorsMicrosoftEntra": f"{POSTGRES}/administrators/{{objectId}}",
    "dbforpostgresql:Configuration": f"{POSTGRES}/configurations/{{configurationName}}",
    "dbforpostgresql:Database": f"{POSTGRES}/databases/{{databaseName}}",
    "dbforpostgresql:Server": POSTGRES,
    "keyvault:Secret": "Microsoft.KeyVault/vaults/{vaultName}/secrets/{secretName}",
    "keyvault:Vault": "Microsoft.KeyVault/vaults/{vaultName}",
    "managedidentity:UserAssignedIdentity": (
        "Microsoft.ManagedIdentity/userAssignedIdentities/{resourceName}"
    ),
    "monitor:ActionGroup": "Microsoft.Insights/actionGroups/{actionGroupName}",
    "monitor:DiagnosticSetting": (
        "{resourceUri}/providers/Microsoft.Insights/diagnosticSettings/{name}"
    ),
    "monitor:MetricAlert": "Microsoft.Insights/metricAlerts/{ruleName}",
    "network:NetworkSecurityGroup": (
        "Microsoft.Network/networkSecurityGroups/{networkSecurityGroupName}"
    ),
    "network:PrivateDnsZoneGroup": f"{ENDPOINT}/privateDnsZoneGroups/{{privateDnsZoneGroupName}}",
    "network:PrivateEndpoint": ENDPOINT,
    "network:Subnet": f"{NETWORK}/subnets/{{subnetName}}",
    "network:VirtualNetwork": NETWORK,
    "operationalinsights:Workspace": "Microsoft.OperationalInsights/workspaces/{workspaceName}",
    "privatedns:PrivateZone": ZONE,
    "privatedns:VirtualNetworkLink": f"{ZONE}/virtualNetworkLinks/{{virtualNetworkLinkName}}",
    "random:index/randomId:RandomId": "{id}",
    "random:index/randomPassword:RandomPassword": "{id}",
    "resources:Deployment": "Microsoft.Resources/deployments/{deploymentName}",
    "resources:ResourceGroup": GROUP,
    "storage:Blob": f"{CONTAINERS}/{{containerName}}/blobs/{{blobName}}",
    "storage:BlobContainer": f"{CONTAINERS}/{{containerName}}",
    "storage:BlobServiceProperties": f"{BLOBS}/{{blobServicesName}}",
    "storage:StorageAccount": "Microsoft.Storage/storageAccounts/{accountName}",
    "web:AppServicePlan": "Microsoft.Web/serverfarms/{name}",
    "web:Certificate": "Microsoft.Web/certificates/{name}",
    "web:WebApp": SITE,
    "web:WebAppDiagnosticLogsConfiguration": f"{SITE}/config/logs",
    "web:WebAppFtpAllowed": f"{SITE}/basicPublishingCredentialsPolicies/ftp",
    "web:WebAppHostNameBinding": f"{SITE}/hostNameBindings/{{hostName}}",
    "web:WebAppScmAllowed": f"{SITE}/basicPublishingCredentialsPolicies/scm",
}
"""Type without its package → ARM id; the last placeholder is the name, made up when not given."""


def resource_id(kind: str, urn: str, inputs: Mapping[str, Any]) -> str | None:
    """Returns the id that the inputs lead to, None for a type that is not listed.

    A slash in the name, as a blob may have, is written `%2F`.
    """
    template = IDS.get(kind)
    if template is None:
        return None
    full = template if template.startswith(("/", "{")) else IN_GROUP + template
    *_, last = PLACEHOLDER.findall(full)
    name = str(inputs.get(last) or _auto_name(kind, urn))
    given = {**inputs, last: name.replace("/", SLASH)}
    return PLACEHOLDER.sub(lambda placeholder: str(given[placeholder[1]]), full)


def name_of(id_: str) -> str:
    """Returns the name of the resource that has the id."""
    return id_.rpartition("/")[2].replace(SLASH, "/")


def guid(*labels: str) -> str:
    """Returns the identifier that belongs to the labels."""
    return str(uuid.uuid5(uuid.UUID(SUBSCRIPTION), "\0".join(labels)))


def _auto_name(kind: str, urn: str) -> str:
    """Names as azure-native does: the logical name and eight hex digits, or an identifier."""
    if kind == "authorization:RoleAssignment":
        return guid(urn)
    digits = hashlib.sha256(urn.encode()).hexdigest()[:8]
    return urn.rsplit("::", 1)[1] + digits
