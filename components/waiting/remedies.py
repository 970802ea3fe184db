"""Advice for the refusals of Azure that no waiting ends."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """A refusal and the way out of it."""

    error: re.Pattern[str]
    """Found anywhere in what the provider reports; its groups can stand in the advice."""
    advice: str
    """One sentence; `{name}` is what the group of that name has found."""
    source: str


REMEDIES = (
    Remedy(
        error=re.compile(r"not registered to use namespace '(?P<namespace>[\w.]+)'"),
        advice=(
            "this subscription has never used {namespace}: run `az provider register --wait "
            "--namespace {namespace}`, then `make up` again; `make doctor` names all that miss"
        ),
        source="https://aka.ms/rps-not-found",
    ),
    Remedy(
        error=re.compile(
            r"LocationIsOfferRestricted|value of the 'Version' should be in: \[\]", re.IGNORECASE
        ),
        advice=(
            "Azure offers this subscription no PostgreSQL server in this region: look for one by "
            "`az postgres flexible-server list-skus --location REGION`, then "
            "`pulumi config set azure-native:location REGION`"
        ),
        source="https://github.com/hashicorp/terraform-provider-azurerm/issues/21306",
    ),
    Remedy(
        error=re.compile("ServiceAlreadyExistsInSoftDeletedState"),
        advice=(
            "Azure still holds a deleted API Management service of this name: free it by "
            "`az apim deletedservice purge`, as docs/teardown.md says"
        ),
        source="https://github.com/hashicorp/terraform-provider-azurerm/issues/11580",
    ),
    Remedy(
        error=re.compile(
            "vault.*(?:deleted state|deleted but recoverable)", re.IGNORECASE | re.DOTALL
        ),
        advice=(
            "Azure still holds a deleted key vault of this name: bring it back by `az keyvault "
            "recover` or free the name by `az keyvault purge`, as docs/teardown.md says"
        ),
        source="https://learn.microsoft.com/azure/key-vault/general/key-vault-recovery",
    ),
    Remedy(
        error=re.compile("DowngradeDiskSize"),
        advice=(
            "Azure has enlarged the database's disk, and no disk shrinks: run `pulumi refresh`, "
            "so that the stack knows its new size, then `make up` again"
        ),
        source="https://github.com/Altinn/dialogporten/pull/4127",
    ),
    Remedy(
        error=re.compile(
            "SubscriptionIsOverQuotaForSku|QuotaExceeded|Current Limit", re.IGNORECASE
        ),
        advice=(
            "the subscription's quota in this region is used up: choose another size or region in "
            "the stack's settings, or ask for more in the portal, Quotas"
        ),
        source="https://learn.microsoft.com/azure/quotas/quickstart-increase-quota-portal",
    ),
    Remedy(
        error=re.compile("AuthorizationFailed.*roleAssignments/write", re.DOTALL),
        advice=(
            "your account may not grant roles: it needs Owner, or Contributor together with Role "
            "Based Access Control Administrator, on the subscription"
        ),
        source="https://learn.microsoft.com/azure/role-based-access-control/troubleshooting",
    ),
    Remedy(
        error=re.compile("host runtime"),
        advice=(
            "the Functions host has not started with the released code: read its logs in "
            "Application Insights, correct the code and run `make up` again"
        ),
        source="https://github.com/hashicorp/terraform-provider-azurerm/issues/29006",
    ),
)


def remedy(error: str) -> str | None:
    """Returns advice about the error, None when nothing is known."""
    for known in REMEDIES:
        found = known.error.search(error)
        if found:
            return known.advice.format(**found.groupdict())
    return None
