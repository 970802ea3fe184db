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
    from collections.abc import Mapping, Sequence

    from pulumi import Input

    from components.services.fastapi_service import FastApiService
    from components.services.web_service import WebService
    from components.stack.system import System


def export_outputs(system: System) -> None:
    """Exports every output under the name that `pulumi stack output` takes."""
    here = authorization.get_client_config_output()
    portal = Portal(here.tenant_id)
    outputs = {
        "subscription_id": here.subscription_id,
        "tenant_id": here.tenant_id,
        **_names(system),
        **_portal_pages(system, portal),
        **_of_main_api(system.apis[:1], portal),
        **_of_main_site(system.sites[:1], portal),
        **_more_apis(system.apis[1:]),
        **_more_sites(system.sites[1:]),
    }
    for name, value in outputs.items():
        pulumi.export(name, value)


def _names(system: System) -> dict[str, Input[str]]:
    """Names that commands of the Azure CLI ask for, and where the gateway is."""
    return {
        "resource_group": system.platform.resource_group_name,
        "key_vault": system.platform.key_vault.vault_name,
        "app_insights": system.platform.monitoring.application_insights_name,
        "gateway_url": system.gateway.gateway_url,
        **({"postgres_host": system.postgres.host_name} if system.postgres else {}),
    }


def _portal_pages(system: System, portal: Portal) -> dict[str, Input[str]]:
    insights_id = system.platform.monitoring.application_insights_id
    return {
        "portal_resource_group": portal.page(system.platform.resource_group_id),
        "portal_gateway": portal.page(system.gateway.service_id),
        "portal_workbook": portal.page(system.platform.monitoring.workbook_id, WORKBOOK),
        "portal_live_metrics": portal.page(insights_id, LIVE_METRICS),
        "portal_failures": portal.page(insights_id, FAILURES),
    }


def _of_main_api(
    main: Sequence[FastApiService], portal: Portal
) -> dict[str, Input[str] | Input[Mapping[str, str]]]:
    """Returns addresses and keys of the main API, and which release answers; empty without one."""
    found: dict[str, Input[str] | Input[Mapping[str, str]]] = {}
    for one in main:
        app = one.function_app
        found |= {
            "docs_url": one.docs_url,
            "api_url": one.api_url,
            "sample_url": one.sample_url,
            "api_release": app.release.sha,
            "subscription_key": one.subscription_key,
            "subscription_keys": one.subscription_keys,
            "function_app": app.site_name,
            "function_deployments": _deployment_page(app.host_name, "api/deployments"),
            "portal_function_log_stream": portal.page(app.site_id, LOG_STREAM),
        }
    return found


def _of_main_site(main: Sequence[WebService], portal: Portal) -> dict[str, Input[str]]:
    """Returns addresses of the main site, and what signs in there; empty without one."""
    found: dict[str, Input[str]] = {}
    for one in main:
        app = one.web_app
        found |= {
            "web_url": one.url,
            "web_health_url": app.health_url,
            "web_domain_verification": app.domain_verification,
            "web_release": app.release.sha,
            **one.sign_in,
            "web_app": app.site_name,
            "web_deployments": _deployment_page(app.host_name, "api/deployments"),
            "web_ssh": _deployment_page(app.host_name, "webssh/host"),
            "portal_web_log_stream": portal.page(app.site_id, LOG_STREAM),
        }
    return found


def _deployment_page(host_name: Output[str], path: str) -> Output[str]:
    """Returns a page of builds, or of a shell; both ask for a Microsoft Entra sign-in."""
    return Output.concat("https://", host_name.apply(deployment_host), "/", path)


def _more_apis(
    services: Sequence[FastApiService],
) -> dict[str, Output[Mapping[str, Mapping[str, object]]]]:
    """Returns the addresses of the other services by the id of their main API, and the keys."""
    if not services:
        return {}
    addresses = {
        one.name: {
            "api_url": one.api_url,
            "docs_url": one.docs_url,
            "sample_url": one.sample_url,
            "function_app": one.function_app.site_name,
            "release": one.function_app.release.sha,
        }
        for one in services
    }
    keys = {
        one.name: {
            "subscription_key": one.subscription_key,
            "subscription_keys": one.subscription_keys,
        }
        for one in services
    }
    return {
        "apis": Output.from_input(addresses),
        "api_keys": Output.secret(Output.from_input(keys)),
    }


def _more_sites(sites: Sequence[WebService]) -> dict[str, Output[dict[str, str]]]:
    if not sites:
        return {}
    return {"site_urls": Output.all(**{one.name: one.url for one in sites})}
