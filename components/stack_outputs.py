"""What the stack gives out: where everything is, and the keys to it.

https://www.pulumi.com/docs/iac/concepts/stacks/#outputs
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pulumi

if TYPE_CHECKING:
    from components.api_management import ApiManagement
    from components.django_service import DjangoService
    from components.fastapi_service import FastApiService
    from components.platform import Platform


def export_outputs(
    platform: Platform, gateway: ApiManagement, fastapi: FastApiService, django: DjangoService
) -> None:
    """Exports every output under the name that `pulumi stack output` takes."""
    for name, value in {
        "resource_group": platform.resource_group_name,
        "key_vault": platform.key_vault.vault_name,
        "app_insights": platform.monitoring.application_insights_name,
        "gateway_url": gateway.gateway_url,
        "docs_url": fastapi.docs_url,
        "api_url": fastapi.api_url,
        "subscription_key": fastapi.subscription_key,
        "web_url": django.url,
        "admin_url": django.admin_url,
        "postgres_host": django.postgres_host,
    }.items():
        pulumi.export(name, value)
