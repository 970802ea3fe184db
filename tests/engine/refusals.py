"""Refusals of Azure as a table: what it doesn't take, or not yet, and who has seen it.

Nothing here is proven against Azure; every row has the thread or page that it follows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from policy_pack.security.rules.api_management.tier_limits import LIMITED
from policy_pack.security.rules.app_service.flex_consumption import FLEX_CONSUMPTION, SITE_CONFIG
from tests.engine.attempt import Attempt, vaults_named_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ADMINISTRATORS_AFTER = 120
SERVER_BUSY_AFTER = 10
NAME_RESOLVED_AFTER = 60
HOST_STARTS_IN = 60
SUBNET_FREE_AFTER = 600
ENTRA_KNOWS_AFTER = 30

IGNORED_ON_CREATE: Mapping[str, Mapping[str, Any]] = {
    # "could only be updated with, could not be created with", says azurerm of it.
    "dbforpostgresql:Server": {"maintenanceWindow": {"customWindow": "Disabled"}},
}
"""Type → what Azure has after a create, whatever it was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A reason to answer no."""

    name: str
    types: tuple[str, ...]
    """Beginnings of types."""
    answer: str
    """Azure's code and words."""
    judge: Callable[[Attempt], bool]
    """Whether Azure refuses the request."""
    source: str
    operations: tuple[str, ...] = ("create", "update")
    at_the_end: bool = False
    """Whether Azure takes the request first, and fails while it works."""
    left: bool = False
    """Whether what failed is there all the same, and refuses to be made again."""
    repeated: bool = False
    """Whether azure-native repeats the request by itself."""


def _told_flex_consumption(attempt: Attempt) -> bool:
    config = attempt.inputs.get("siteConfig", {})
    settings = {one["name"].upper() for one in config.get("appSettings", ())}
    refused = [one for one in FLEX_CONSUMPTION if one.refused]
    return "functionAppConfig" in attempt.inputs and any(
        one.property in config if one.where == SITE_CONFIG else one.property in settings
        for one in refused
    )


def _beyond_the_tier(attempt: Attempt) -> bool:
    return any(
        one.property in attempt.inputs
        and attempt.inputs["sku"]["name"] not in one.tiers
        and (not one.values or attempt.inputs[one.property] in one.values)
        for one in LIMITED
    )


def _smaller_disk(attempt: Attempt) -> bool:
    before = attempt.existing[attempt.id].outputs["storage"]["storageSizeGB"]
    return bool(attempt.inputs["storage"]["storageSizeGB"] < before)


def _server_is_younger_than(seconds: float) -> Callable[[Attempt], bool]:
    def judge(attempt: Attempt) -> bool:
        server = attempt.named("dbforpostgresql:Server", attempt.inputs["serverName"])
        return server is not None and attempt.age(server) < seconds

    return judge


def _another_in_the_same(*names: str) -> Callable[[Attempt], bool]:
    """Whether something else of these types is being made in what this lies in."""

    def judge(attempt: Attempt) -> bool:
        parent = attempt.id.rsplit("/", 2)[0]
        return any(
            type_.startswith(names) and id_ != attempt.id and id_.startswith(parent)
            for id_, type_ in attempt.busy.items()
        )

    return judge


def _reads_the_vault_too_early(attempt: Attempt) -> bool:
    service = attempt.named("apimanagement:ApiManagementService", attempt.inputs["serviceName"])
    secret = attempt.inputs.get("keyVault", {}).get("secretIdentifier", "")
    if service is None:
        return False
    principal = service.outputs["identity"]["principalId"]
    return any(
        not attempt.may(principal, attempt.id_of("keyvault:Vault", vault))
        for vault in vaults_named_in(secret)
    )


def _vault_has_no_name_yet(attempt: Attempt) -> bool:
    secret = attempt.inputs.get("keyVault", {}).get("secretIdentifier", "")
    vaults = [attempt.named("keyvault:Vault", one) for one in vaults_named_in(secret)]
    return any(one and attempt.age(one) < NAME_RESOLVED_AFTER for one in vaults)


def _package_container_is_closed(attempt: Attempt) -> bool:
    site = _released_function_app(attempt)
    if site is None:
        return False
    container = site["functionAppConfig"]["deployment"]["storage"]["value"]
    account = container.removeprefix("https://").partition(".")[0]
    store = attempt.id_of("storage:StorageAccount", account)
    return not attempt.may(attempt.principal_of(site), store)


def _released_function_app(attempt: Attempt) -> Mapping[str, Any] | None:
    parameters = attempt.inputs["properties"].get("parameters", {})
    is_release = "package" in parameters
    site = attempt.named("web:WebApp", parameters.get("site", {}).get("value"))
    return site.inputs if site and is_release and "functionAppConfig" in site.inputs else None


def _host_has_not_started(attempt: Attempt) -> bool:
    if "listKeys" not in str(attempt.inputs["properties"]["template"]):
        return False
    site = attempt.inputs["properties"]["parameters"]["site"]
    releases = [
        one
        for _, one in attempt.found("resources:Deployment")
        if one.inputs["properties"].get("parameters", {}).get("site") == site
    ]
    return not any(attempt.age(one) >= HOST_STARTS_IN for one in releases)


def _unknown_principal(attempt: Attempt) -> bool:
    if "principalType" in attempt.inputs:
        return False
    young = [
        one
        for one in attempt.existing.values()
        if attempt.age(one) < ENTRA_KNOWS_AFTER
        and attempt.inputs["principalId"] in str(one.outputs.get("principalId", ""))
    ]
    return bool(young)


def _subnet_was_in_use(attempt: Attempt) -> bool:
    return any(
        attempt.now - when < SUBNET_FREE_AFTER
        for id_, when in attempt.deleted.items()
        if "/serverfarms/" in id_ or "/flexibleServers/" in id_
    )


def _has_the_administrators_subscription(attempt: Attempt) -> bool:
    services = attempt.found("apimanagement:ApiManagementService")
    return any(one.inputs["sku"]["name"] != "Consumption" for _, one in services)


REFUSALS = (
    Refusal(
        name="what Flex Consumption can't be told",
        types=("web:WebApp",),
        answer="51021: site configuration property for Flex Consumption sites is invalid",
        judge=_told_flex_consumption,
        source="https://github.com/pulumi/pulumi-azure-native/issues/4168",
    ),
    Refusal(
        name="what the tier of API Management lacks",
        types=("apimanagement:ApiManagementService",),
        answer="BadRequest: setting is not supported for the SKU",
        judge=_beyond_the_tier,
        source="https://github.com/pulumi/pulumi-azure-native/issues/1865",
    ),
    Refusal(
        name="a disk smaller than it is",
        types=("dbforpostgresql:Server",),
        answer="UpsertServerManagementOperationDowngradeDiskSizeUnsupported: the disk can't shrink",
        judge=_smaller_disk,
        operations=("update",),
        source="https://github.com/Altinn/dialogporten/pull/4127",
    ),
    Refusal(
        name="an administrator of a server just made",
        types=("dbforpostgresql:AdministratorsMicrosoftEntra",),
        answer="AadAuthOperationCannotBePerformedWhenServerIsNotAccessible: try again later",
        judge=_server_is_younger_than(ADMINISTRATORS_AFTER),
        source="https://github.com/Azure/azure-postgresql/issues/127",
    ),
    Refusal(
        name="a change of a server just made",
        types=("dbforpostgresql:Configuration", "dbforpostgresql:Database"),
        answer="ServerIsBusy: Cannot complete operation while server is busy. Try again later",
        judge=_server_is_younger_than(SERVER_BUSY_AFTER),
        source="https://github.com/Azure/azure-postgresql/issues/134",
    ),
    Refusal(
        name="two changes of a server at once",
        types=("dbforpostgresql:",),
        answer="ServerIsBusy: Cannot complete operation while server is busy. Try again later",
        judge=_another_in_the_same("dbforpostgresql:"),
        source="https://github.com/Altinn/dialogporten/issues/3663",
    ),
    Refusal(
        name="a secret that API Management may not read yet",
        types=("apimanagement:NamedValue",),
        answer="Failed to access KeyVault Secret using Managed Service Identity of API Management",
        judge=_reads_the_vault_too_early,
        at_the_end=True,
        source="https://github.com/hashicorp/terraform-provider-azurerm/issues/19255",
    ),
    Refusal(
        name="a secret of a vault whose name doesn't resolve yet",
        types=("apimanagement:NamedValue",),
        answer="Failed to access KeyVault Secret: the remote name could not be resolved",
        judge=_vault_has_no_name_yet,
        at_the_end=True,
        source="https://github.com/Azure/azure-rest-api-specs/issues/21655",
    ),
    Refusal(
        name="a package that the app may not store yet",
        types=("resources:Deployment",),
        answer="DeploymentFailed: at least one resource deployment operation failed",
        judge=_package_container_is_closed,
        left=True,
        source="https://github.com/Azure/azure-functions-core-tools/issues/4346",
    ),
    Refusal(
        name="the keys of a host that starts",
        types=("resources:Deployment",),
        answer="DeploymentFailed: at least one resource deployment operation failed",
        judge=_host_has_not_started,
        left=True,
        source="https://github.com/hashicorp/terraform-provider-azurerm/issues/29006",
    ),
    Refusal(
        name="two changes of a site's configuration at once",
        types=("web:WebAppFtpAllowed", "web:WebAppScmAllowed", "web:WebAppDiagnosticLogs"),
        answer="Conflict: Cannot modify this site because another operation is in progress",
        judge=_another_in_the_same("web:WebApp"),
        source="https://github.com/Azure/azure-functions-on-container-apps/issues/34",
    ),
    Refusal(
        name="two changes of a network at once",
        types=("network:Subnet",),
        answer="AnotherOperationInProgress: another operation on this network is in progress",
        judge=_another_in_the_same("network:Subnet"),
        repeated=True,
        source="https://github.com/hashicorp/terraform-provider-azurerm/issues/3780",
    ),
    Refusal(
        name="a role for an identity that Entra doesn't know everywhere",
        types=("authorization:RoleAssignment",),
        answer="PrincipalNotFound: the principal does not exist in the directory",
        judge=_unknown_principal,
        source="https://learn.microsoft.com/azure/role-based-access-control/troubleshooting",
    ),
    Refusal(
        name="a subnet that was in use a while ago",
        types=("network:Subnet",),
        answer="InUseSubnetCannotBeDeleted: serviceAssociationLink",
        judge=_subnet_was_in_use,
        operations=("delete",),
        source="https://github.com/hashicorp/terraform-provider-azurerm/issues/30011",
    ),
    Refusal(
        name="a product with its administrator's subscription",
        types=("apimanagement:Product",),
        answer="ValidationError: the product has subscriptions",
        judge=_has_the_administrators_subscription,
        operations=("delete",),
        source="https://github.com/pulumi/pulumi-azure-native/issues/846",
    ),
)


def unresolved(attempt: Attempt) -> tuple[str, ...]:
    """Returns the app settings whose secrets a site is refused at this moment.

    Azure keeps a refusal until the site is configured again.
    https://learn.microsoft.com/azure/app-service/app-service-key-vault-references
    """
    settings = attempt.inputs.get("siteConfig", {}).get("appSettings", ())
    named = [
        (setting["name"], attempt.id_of("keyvault:Vault", vault))
        for setting in settings
        for vault in vaults_named_in(str(setting["value"]))
    ]
    return tuple(
        name
        for name, vault_id in named
        if not _is_let_in(attempt, vault_id)
        or not attempt.may(attempt.principal_of(attempt.inputs), vault_id)
    )


def _is_let_in(attempt: Attempt, vault_id: str) -> bool:
    """Whether the vault's firewall lets the site's own requests in, from where they come.

    https://learn.microsoft.com/azure/key-vault/general/network-security
    """
    site, vault = attempt.inputs, attempt.existing[vault_id].inputs["properties"]
    routing = site.get("outboundVnetRouting", {})
    # Flex Consumption sends everything through the network.
    inside = "functionAppConfig" in site or routing.get("applicationTraffic")
    if not (inside or routing.get("allTraffic")) or "virtualNetworkSubnetId" not in site:
        return False
    rules = vault["networkAcls"]["virtualNetworkRules"]
    known = site["virtualNetworkSubnetId"] in [rule["id"] for rule in rules]
    if known and vault["publicNetworkAccess"] != "Disabled":
        return True
    endpoints = {
        one.outputs["name"]
        for _, one in attempt.found("network:PrivateEndpoint")
        if one.inputs["privateLinkServiceConnections"][0]["privateLinkServiceId"] == vault_id
    }
    groups = attempt.found("network:PrivateDnsZoneGroup")
    return any(group.inputs["privateEndpointName"] in endpoints for _, group in groups)
