"""Rules for web and function apps.

https://learn.microsoft.com/azure/app-service/overview-security
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...problem import Problem
from ...property_rule import TRUE, Demand, one_of, property_rule
from ...rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...resource import Resource, Stack

SITE = "azure-native:web:WebApp"
SITES = (SITE, "azure-native:web:WebAppSlot")
AUTHENTICATION = "azure-native:web:WebAppAuthSettingsV2"
PUBLISHING = {
    "ftp": "azure-native:web:WebAppFtpAllowed",
    "scm": "azure-native:web:WebAppScmAllowed",
}
SUPPORTED_PYTHON = ("3.11", "3.12", "3.13")
"""Versions that get security fixes until October 2027, 2028 and 2029."""
RESTRICTIONS = "https://learn.microsoft.com/azure/app-service/app-service-ip-restrictions"
LANGUAGE = "functionAppConfig.runtime.version"
IMAGE = "siteConfig.linuxFxVersion"


def is_flex(site: Resource) -> bool:
    """Returns whether the site is a function app on the Flex Consumption plan."""
    return "functionapp" in str(site.get("kind")) and "functionAppConfig" in site.properties


def _is_web_app(site: Resource) -> bool:
    return "functionapp" not in str(site.get("kind"))


def _authentication(site: Resource, stack: Stack) -> Iterator[Problem]:
    settings = stack.linked(site, "name", AUTHENTICATION)
    if not any(one.get("platform.enabled") is True for one in settings):
        remedy = "declare a web.WebAppAuthSettingsV2, or say who else asks users to sign in"
        yield Problem("authSettings", None, "App Service authentication, enabled", remedy)


def _publishing(site: Resource, stack: Stack) -> Iterator[Problem]:
    for door, type_ in PUBLISHING.items():
        given = [one.get("allow") for one in stack.linked(site, "name", type_)]
        if given != [False]:
            remedy = f"declare one {type_.rsplit(':', 1)[1]} with allow=False: passwords get stolen"
            yield Problem(f"{door}.allow", given[0] if given else None, "False", remedy)


def _python(site: Resource, _stack: Stack) -> Iterator[Problem]:
    image = str(site.get(IMAGE) or "")
    path, given = (IMAGE, image) if image else (LANGUAGE, site.get(LANGUAGE))
    version = str(given or "").rpartition("|")[2]
    if "|" in image and not image.upper().startswith("PYTHON|"):
        return
    if version not in SUPPORTED_PYTHON:
        remedy = "move to a version that still gets security fixes"
        yield Problem(path, given, f"Python {', '.join(SUPPORTED_PYTHON)}", remedy)


RULES = (
    property_rule(
        id="Azure.AppService.UseHTTPS",
        ref="AZR-000084",
        also=("CIS 9.1",),
        what="Plain HTTP is redirected to HTTPS",
        applies_to=SITES,
        path="httpsOnly",
        demand=TRUE,
        remedy="set it",
    ),
    Rule(
        id="CIS.9.2",
        source="https://learn.microsoft.com/azure/app-service/overview-authentication-authorization",
        what="The platform asks users to sign in",
        applies_to=(SITE,),
        judge=_authentication,
        alone=False,
    ),
    property_rule(
        id="Azure.AppService.WebSecureFtp",
        ref="AZR-000081",
        also=("CIS 9.3",),
        what="Plain FTP is off",
        applies_to=SITES,
        path="siteConfig.ftpsState",
        demand=one_of("Disabled", "FtpsOnly"),
        remedy="switch it off",
        # No FTP there, and Azure refuses to be told.
        unless=is_flex,
    ),
    property_rule(
        id="Azure.AppService.MinTLS",
        ref="AZR-000073",
        also=("CIS 9.4",),
        what="TLS older than 1.2 is refused",
        applies_to=SITES,
        path="siteConfig.minTlsVersion",
        demand=one_of("1.2", "1.3"),
        remedy="raise it",
    ),
    property_rule(
        id="Azure.AppService.ManagedIdentity",
        ref="AZR-000082",
        also=("CIS 9.5",),
        what="Every app runs as a managed identity",
        applies_to=SITES,
        path="identity.type",
        demand=one_of("SystemAssigned", "UserAssigned", "SystemAssigned, UserAssigned"),
        remedy="give it an identity, so that it needs no keys to reach other services",
    ),
    Rule(
        id="CIS.9.6",
        source="https://learn.microsoft.com/azure/app-service/configure-basic-auth-disable",
        what="Nobody publishes with a password, neither over FTP nor to the SCM site",
        applies_to=(SITE,),
        judge=_publishing,
        alone=False,
    ),
    Rule(
        id="CIS.9.8",
        source="https://learn.microsoft.com/azure/app-service/language-support-policy",
        what="The Python version is supported",
        applies_to=SITES,
        judge=_python,
    ),
    property_rule(
        id="Azure.AppService.HTTP2",
        ref="AZR-000078",
        also=("CIS 9.10",),
        what="HTTP/2 is on",
        applies_to=SITES,
        path="siteConfig.http20Enabled",
        demand=TRUE,
        remedy="switch it on",
    ),
    property_rule(
        id="Azure.AppService.RemoteDebug",
        ref="AZR-000074",
        also=("CIS 9.12",),
        what="Remote debugging is off",
        applies_to=SITES,
        path="siteConfig.remoteDebuggingEnabled",
        demand=Demand("False", lambda enabled: enabled is not True),
        remedy="switch it off",
    ),
    property_rule(
        id="Gatehouse.AppService.ScmNetwork",
        also=("MCSB NS-2",),
        source=RESTRICTIONS,
        what="The SCM site refuses networks that it doesn't know",
        applies_to=SITES,
        path="siteConfig.scmIpSecurityRestrictionsDefaultAction",
        demand=one_of("Deny"),
        remedy="set it and list the networks of whoever deploys",
    ),
    property_rule(
        id="Gatehouse.FunctionApp.Network",
        also=("MCSB NS-2",),
        source=RESTRICTIONS,
        what="Function apps take calls from the gateway's network alone",
        applies_to=SITES,
        path="siteConfig.ipSecurityRestrictionsDefaultAction",
        demand=one_of("Deny"),
        remedy="set it and let the gateway's addresses in",
        unless=_is_web_app,
    ),
)
