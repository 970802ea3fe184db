"""The properties that function apps on the Flex Consumption plan can't be given, as data.

https://learn.microsoft.com/azure/azure-functions/functions-app-settings#flex-consumption-plan-deprecations
"""

from __future__ import annotations

from dataclasses import dataclass

DEPRECATIONS = "https://learn.microsoft.com/azure/azure-functions/functions-app-settings#flex-consumption-plan-deprecations"
LIST_OF_FIVE = "https://learn.microsoft.com/answers/questions/2277522/error-mounting-storage-to-consumption-flex-azure-f"
IMAGE = "https://github.com/Azure/terraform-azurerm-avm-res-web-site/issues/283"
SCALE_LIMIT = "https://github.com/Azure/azure-functions-host/issues/10643"
WORKER_RUNTIME = "https://github.com/microsoft/vscode-azurefunctions/issues/4142"
SUPPRESSED = "https://github.com/Azure/terraform-azurerm-avm-res-web-site/pull/345"

CODE = "51021"
"""Azure's extended code for a refused property; older regions ignore it, newer ones do not."""
SITE, SITE_CONFIG, APP_SETTINGS = "site", "siteConfig", "siteConfig.appSettings"


@dataclass(frozen=True, slots=True)
class Unsupported:
    """One property that has no place on such an app."""

    where: str
    """SITE, SITE_CONFIG or APP_SETTINGS."""
    property: str
    """As azure-native writes it; an app setting by its name, whose case doesn't count."""
    refused: bool
    """True where Azure answers 400 with CODE; others are overwritten or ignored in silence."""
    source: str


def _each(where: str, source: str, *properties: str, refused: bool) -> tuple[Unsupported, ...]:
    return tuple(Unsupported(where, one, refused, source) for one in properties)


FLEX_CONSUMPTION: tuple[Unsupported, ...] = (
    *_each(
        SITE_CONFIG,
        LIST_OF_FIVE,
        "ftpsState",
        "functionsRuntimeScaleMonitoringEnabled",
        "netFrameworkVersion",
        "preWarmedInstanceCount",
        "use32BitWorkerProcess",
        refused=True,
    ),
    *_each(SITE_CONFIG, IMAGE, "linuxFxVersion", refused=True),
    *_each(SITE_CONFIG, SCALE_LIMIT, "functionAppScaleLimit", refused=True),
    *_each(SITE_CONFIG, SUPPRESSED, "alwaysOn", "windowsFxVersion", refused=True),
    *_each(
        SITE_CONFIG,
        DEPRECATIONS,
        "javaVersion",
        "powerShellVersion",
        "vnetRouteAllEnabled",
        refused=False,
    ),
    *_each(
        SITE,
        DEPRECATIONS,
        "containerSize",
        "reserved",
        "vnetBackupRestoreEnabled",
        "vnetContentShareEnabled",
        "vnetImagePullEnabled",
        "vnetRouteAllEnabled",
        refused=False,
    ),
    *_each(APP_SETTINGS, WORKER_RUNTIME, "FUNCTIONS_WORKER_RUNTIME", refused=True),
    *_each(
        APP_SETTINGS,
        DEPRECATIONS,
        "ENABLE_ORYX_BUILD",
        "FUNCTIONS_EXTENSION_VERSION",
        "FUNCTIONS_MAX_HTTP_CONCURRENCY",
        "FUNCTIONS_WORKER_DYNAMIC_CONCURRENCY_ENABLED",
        "FUNCTIONS_WORKER_PROCESS_COUNT",
        "FUNCTIONS_WORKER_RUNTIME_VERSION",
        "SCM_DO_BUILD_DURING_DEPLOYMENT",
        "WEBSITE_CONTENTAZUREFILECONNECTIONSTRING",
        "WEBSITE_CONTENTOVERVNET",
        "WEBSITE_CONTENTSHARE",
        "WEBSITE_DNS_SERVER",
        "WEBSITE_MAX_DYNAMIC_APPLICATION_SCALE_OUT",
        "WEBSITE_NODE_DEFAULT_VERSION",
        "WEBSITE_RUN_FROM_PACKAGE",
        "WEBSITE_SKIP_CONTENTSHARE_VALIDATION",
        "WEBSITE_VNET_ROUTE_ALL",
        refused=False,
    ),
)
