"""What the stack gives out: where everything is, and the keys to it.

https://www.pulumi.com/docs/iac/concepts/stacks/#outputs
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pulumi
from pulumi import Output
from pulumi_azure_native import authorization

from components.cloud_hosts import deployment_host
from components.portal import FAILURES, LIVE_METRICS, LOG_STREAM, Portal

if TYPE_CHECKING:
    from pulumi import Input

    from components.api_management import ApiManagement
    from components.django_service import DjangoService
    from components.fastapi_service import FastApiService
    from components.platform import Platform


@dataclass(frozen=True, kw_only=True)
class StackOutputs:
    """Everything that the program has made, by what a person looks for."""

    platform: Platform
    gateway: ApiManagement
    fastapi: FastApiService
    django: DjangoService

    def export(self) -> None:
        """Exports every output under the name that `pulumi stack output` takes."""
        here = authorization.get_client_config_output()
        outputs = {
            "subscription_id": here.subscription_id,
            "tenant_id": here.tenant_id,
            **self._names(),
            **self._addresses(),
            **self._portal_pages(Portal(here.tenant_id)),
        }
        for name, value in outputs.items():
            pulumi.export(name, value)

    def _names(self) -> dict[str, Input[str]]:
        """What commands of the Azure CLI ask for."""
        return {
            "resource_group": self.platform.resource_group_name,
            "key_vault": self.platform.key_vault.vault_name,
            "app_insights": self.platform.monitoring.application_insights_name,
            "function_app": self.fastapi.function_app.site_name,
            "web_app": self.django.web_app.site_name,
            "postgres_host": self.django.postgres_host,
        }

    def _addresses(self) -> dict[str, Input[str]]:
        """What a person opens in a browser, and what signs in there."""
        return {
            "gateway_url": self.gateway.gateway_url,
            "docs_url": self.fastapi.docs_url,
            "api_url": self.fastapi.api_url,
            "subscription_key": self.fastapi.subscription_key,
            "web_url": self.django.url,
            "admin_url": self.django.admin_url,
            "admin_user": self.django.admin_user,
            "admin_password": self.django.admin_password,
            "web_ssh": _deployment_page(self.django.web_app.host_name, "webssh/host"),
            "web_deployments": _deployment_page(self.django.web_app.host_name, "api/deployments"),
            "function_deployments": _deployment_page(
                self.fastapi.function_app.host_name, "api/deployments"
            ),
        }

    def _portal_pages(self, portal: Portal) -> dict[str, Input[str]]:
        insights_id = self.platform.monitoring.application_insights_id
        return {
            "portal_resource_group": portal.page(self.platform.resource_group_id),
            "portal_gateway": portal.page(self.gateway.service_id),
            "portal_live_metrics": portal.page(insights_id, LIVE_METRICS),
            "portal_failures": portal.page(insights_id, FAILURES),
            "portal_function_log_stream": portal.page(
                self.fastapi.function_app.site_id, LOG_STREAM
            ),
            "portal_web_log_stream": portal.page(self.django.web_app.site_id, LOG_STREAM),
        }


def _deployment_page(host_name: Output[str], path: str) -> Output[str]:
    return Output.concat("https://", host_name.apply(deployment_host), "/", path)
