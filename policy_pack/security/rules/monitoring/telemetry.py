"""Rules for Application Insights and its workspace.

https://learn.microsoft.com/azure/azure-monitor/fundamentals/best-practices-security
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...problem import Problem
from ...property_rule import TRUE, Demand, property_rule
from ...rule import Rule
from ..app_service.site import SITE
from .diagnostics import SETTING, enabled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...resource import Resource, Stack

INSIGHTS = "azure-native:applicationinsights:Component"
WORKSPACE = "azure-native:operationalinsights:Workspace"
ENTRA = "https://learn.microsoft.com/azure/azure-monitor/app/azure-ad-authentication"
WORKSPACE_ENTRA = (
    "https://learn.microsoft.com/azure/azure-monitor/logs/azure-ad-authentication-logs"
)
HTTP_LOGS = ("AppServiceHTTPLogs", "allLogs")
LEAST_DAYS = 90


def _http_logs(site: Resource, stack: Stack) -> Iterator[Problem]:
    if "functionapp" in str(site.get("kind")):
        # Its host tells Application Insights of every request.
        return
    settings = stack.linked(site, "resourceUri", SETTING)
    given = [category for one in settings for category in enabled(one, "logs")]
    if not set(given) & set(HTTP_LOGS):
        remedy = "send AppServiceHTTPLogs to the workspace"
        yield Problem("diagnosticSettings", given or None, " or ".join(HTTP_LOGS), remedy)


RULES = (
    property_rule(
        id="Azure.AppInsights.LocalAuth",
        what="Nobody sends telemetry by knowing a key; identities do",
        applies_to=(INSIGHTS,),
        path="disableLocalAuth",
        source=ENTRA,
        demand=TRUE,
        remedy="set it, and grant Monitoring Metrics Publisher to who sends",
    ),
    property_rule(
        id="Gatehouse.Workspace.LocalAuth",
        source=WORKSPACE_ENTRA,
        what="Nobody writes into the workspace by knowing its key",
        applies_to=(WORKSPACE,),
        path="features.disableLocalAuth",
        demand=TRUE,
        remedy="set it",
    ),
    property_rule(
        id="MCSB.LT-6",
        source="https://learn.microsoft.com/security/benchmark/azure/mcsb-logging-threat-detection",
        what="Logs are kept for 90 days or more",
        applies_to=(WORKSPACE,),
        path="retentionInDays",
        demand=Demand(f"{LEAST_DAYS} or more", lambda days: (days or 0) >= LEAST_DAYS),
        remedy="raise logRetentionDays",
        production=True,
    ),
    Rule(
        id="CKV_AZURE_63",
        source="https://learn.microsoft.com/azure/app-service/monitor-app-service-reference",
        what="Every request of a web app is logged",
        applies_to=(SITE,),
        judge=_http_logs,
        alone=False,
    ),
)
