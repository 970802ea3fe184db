"""The rules that a reader's role is granted before the reader is made.

An app whose settings refer to the vault, made side by side with its role on the vault, may read
before Azure knows of the role; it keeps the refusal for hours, and the site starts without secrets.
So the role has to be among the resources that the reader depends on, at any distance.

https://learn.microsoft.com/azure/role-based-access-control/troubleshooting
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...problem import Problem
from ...rule import Rule
from ..api_management.service import NAMED_VALUE, SERVICE
from ..app_service.release import DEPLOYMENT, is_release
from ..app_service.site import SITES, is_flex
from ..key_vault.secret_text import REFERENCE
from ..key_vault.vault import VAULT
from ..monitoring.telemetry import INSIGHTS
from ..storage import ACCOUNT
from .roles import ASSIGNMENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...resource import Resource, Stack

LOGGER = "azure-native:apimanagement:Logger"
IDENTITY = "azure-native:managedidentity:UserAssignedIdentity"
SPREADING = "https://learn.microsoft.com/azure/role-based-access-control/troubleshooting"
REMEDY = "grant it, and let the reader depend on the grant: a refusal is remembered for hours"


def _named_value(named_value: Resource, stack: Stack) -> Iterator[Problem]:
    if named_value.get("keyVault.secretIdentifier"):
        yield from _late(named_value, named_value, stack, (SERVICE,), VAULT)


def _references(site: Resource, stack: Stack) -> Iterator[Problem]:
    settings = site.items("siteConfig.appSettings")
    if any(REFERENCE in str(one.get("value")) for one in settings):
        yield from _late(site, site, stack, (IDENTITY,), VAULT)


def _logger(logger: Resource, stack: Stack) -> Iterator[Problem]:
    if logger.get("credentials.identityClientId"):
        yield from _late(logger, logger, stack, (SERVICE,), INSIGHTS)


def _package(release: Resource, stack: Stack) -> Iterator[Problem]:
    for site in stack.needed(release, *SITES):
        if is_release(release) and is_flex(site):
            yield from _late(release, site, stack, (IDENTITY,), ACCOUNT)


def _late(
    reader: Resource, caller: Resource, stack: Stack, callers: tuple[str, ...], kind: str
) -> Iterator[Problem]:
    """Yields the resources of the kind that the caller's identity may not read when it has to.

    The reader is the resource whose making reads; the caller, whose identity is used, is the reader
    itself, or the site that a release is for. `callers` are the types that carry the identity.
    """
    earlier = stack.before(reader)
    identities = {one.urn for one in stack.needed(caller, *callers)}
    for target in stack.needed(caller, kind):
        grants = [
            one.urn
            for one in stack.resources
            if one.type == ASSIGNMENT
            and target.urn in one.dependencies
            and identities & one.dependencies
        ]
        # All of them, not one: the role that matters may be any of those on this target.
        if not grants or set(grants) - earlier:
            given = "granted later, or side by side" if grants else None
            yield Problem(f"role on {target.place}", given, "one that is granted before", REMEDY)


RULES = (
    Rule(
        id="Gatehouse.Order.NamedValues",
        source="https://github.com/hashicorp/terraform-provider-azurerm/issues/19255",
        what="API Management may read the vault before a named value points there",
        applies_to=(NAMED_VALUE,),
        judge=_named_value,
        alone=False,
    ),
    Rule(
        id="Gatehouse.Order.Loggers",
        source="https://learn.microsoft.com/azure/api-management/api-management-howto-app-insights",
        what="API Management may send telemetry before a logger has it do so",
        applies_to=(LOGGER,),
        judge=_logger,
        alone=False,
    ),
    Rule(
        id="Gatehouse.Order.References",
        source="https://learn.microsoft.com/azure/app-service/app-service-key-vault-references",
        what="A site may read the vault before its settings refer to it",
        applies_to=SITES,
        judge=_references,
        alone=False,
    ),
    Rule(
        id="Gatehouse.Order.Package",
        source=SPREADING,
        what="A Flex Consumption app may use its storage before code is released to it",
        applies_to=(DEPLOYMENT,),
        judge=_package,
        alone=False,
    ),
)
