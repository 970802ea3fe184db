"""The outputs of the stack: the addresses of everything, and the keys to it.

https://www.pulumi.com/docs/iac/concepts/stacks/#outputs
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pulumi
from pulumi import Output
from pulumi_azure_native import authorization

from components.azure.cloud_hosts import deployment_host
from components.azure.portal import FAILURES, LIVE_METRICS, LOG_STREAM, WORKBOOK, Portal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi import Input

    from components.stack.system import System


def export_outputs(system: System) -> None:
    """Exports every output under the name that `pulumi stack output` takes."""
    here = authorization.get_client_config_output()
    outputs = {
        "subscription_id": here.subscription_id,
        "tenant_id": here.tenant_id,
        **_names(system),
        **_addresses(system),
        "subscription_keys": system.fastapi.subscription_keys,
        **_more_apis(system),
        **_more_sites(system),
        **_deployment_pages(system),
        **_portal_pages(system, Portal(here.tenant_id)),
    }
    for name, value in outputs.items():
        pulumi.export(name, value)


def _names(system: System) -> dict[str, Input[str]]:
    """Names that commands of the Azure CLI ask for."""
    return {
        "resource_group": system.platform.resource_group_name,
        "key_vault": system.platform.key_vault.vault_name,
        "app_insights": system.platform.monitoring.application_insights_name,
        "function_app": system.fastapi.function_app.site_name,
        "web_app": system.web.web_app.site_name,
        **({"postgres_host": system.postgres.host_name} if system.postgres else {}),
    }


def _addresses(system: System) -> dict[str, Input[str]]:
    """URLs for a browser, what signs in there, and which releases answer."""
    return {
        "gateway_url": system.gateway.gateway_url,
        "docs_url": system.fastapi.docs_url,
        "api_url": system.fastapi.api_url,
        "sample_url": system.fastapi.sample_url,
        "api_release": system.fastapi.function_app.release.sha,
        "subscription_key": system.fastapi.subscription_key,
        "web_url": system.web.url,
        "web_health_url": system.web.web_app.health_url,
        "web_domain_verification": system.web.web_app.domain_verification,
        "web_release": system.web.web_app.release.sha,
        **system.web.sign_in,
    }


def _more_apis(system: System) -> dict[str, Output[Mapping[str, Mapping[str, object]]]]:
    """Returns the addresses of the other services by the id of their main API, and the keys."""
    if not system.more_apis:
        return {}
    addresses = {
        one.name: {
            "api_url": one.api_url,
            "docs_url": one.docs_url,
            "sample_url": one.sample_url,
            "function_app": one.function_app.site_name,
            "release": one.function_app.release.sha,
        }
        for one in system.more_apis
    }
    keys = {
        one.name: {
            "subscription_key": one.subscription_key,
            "subscription_keys": one.subscription_keys,
        }
        for one in system.more_apis
    }
    return {
        "apis": Output.from_input(addresses),
        "api_keys": Output.secret(Output.from_input(keys)),
    }


def _more_sites(system: System) -> dict[str, Output[dict[str, str]]]:
    if not system.more_sites:
        return {}
    return {"site_urls": Output.all(**{one.name: one.url for one in system.more_sites})}


def _deployment_pages(system: System) -> dict[str, Input[str]]:
    """Pages of builds, and of a shell; both ask for a Microsoft Entra sign-in."""
    function_host, web_host = (
        app.host_name.apply(deployment_host)
        for app in (system.fastapi.function_app, system.web.web_app)
    )
    return {
        "function_deployments": Output.concat("https://", function_host, "/api/deployments"),
        "web_deployments": Output.concat("https://", web_host, "/api/deployments"),
        "web_ssh": Output.concat("https://", web_host, "/webssh/host"),
    }


def _portal_pages(system: System, portal: Portal) -> dict[str, Input[str]]:
    insights_id = system.platform.monitoring.application_insights_id
    return {
        "portal_resource_group": portal.page(system.platform.resource_group_id),
        "portal_gateway": portal.page(system.gateway.service_id),
        "portal_workbook": portal.page(system.platform.monitoring.workbook_id, WORKBOOK),
        "portal_live_metrics": portal.page(insights_id, LIVE_METRICS),
        "portal_failures": portal.page(insights_id, FAILURES),
        "portal_function_log_stream": portal.page(system.fastapi.function_app.site_id, LOG_STREAM),
        "portal_web_log_stream": portal.page(system.web.web_app.site_id, LOG_STREAM),
    }
