"""Azure Monitor: Application Insights, the workspace of all logs, alerts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatehouse.azure.kinds.deletion import Deletion
from gatehouse.azure.kinds.ids import guid
from gatehouse.azure.kinds.kind import ResourceKind, Service
from gatehouse.azure.kinds.name_rule import GUID, NameRule
from gatehouse.azure.kinds.price import Charge, Price

if TYPE_CHECKING:
    from gatehouse.azure.kinds.kind import Key, Properties

_ALERT = NameRule(
    r"[^*<>%&:\\?+/#{}]{0,259}[^*<>%&:\\?+/#{}. ]",
    r"1 to 260 characters without any of *<>%&:\?+/#{}, no space or '.' last",
)


def _application_insights(key: Key, name: str, _inputs: Properties) -> Properties:
    secret = key("instrumentation", name)
    instrumentation_key = guid(secret)
    return {
        "appId": guid("app", secret),
        "instrumentationKey": instrumentation_key,
        # A name that nothing on the internet can have: no telemetry leaves the laptop.
        "connectionString": (
            f"InstrumentationKey={instrumentation_key};"
            "IngestionEndpoint=https://applicationinsights.invalid/"
        ),
    }


MONITOR = Service(
    kinds=(
        ResourceKind(
            "azure-native:applicationinsights:Component",
            "Microsoft.Insights/components/{resourceName}",
            name=NameRule(
                r"[^%&\\?/]{0,259}[^%&\\?/. ]",
                r"1 to 260 characters without any of %&\?/, no space or '.' last",
            ),
            computed=_application_insights,
            price=Price(free="its telemetry is counted in the workspace"),
        ),
        ResourceKind(
            "azure-native:applicationinsights:Workbook",
            "Microsoft.Insights/workbooks/{resourceName}",
            name=GUID,
            price=Price(free="what it asks is counted in the workspace"),
        ),
        ResourceKind(
            "azure-native:monitor:ActionGroup",
            "Microsoft.Insights/actionGroups/{actionGroupName}",
            name=_ALERT,
            longest={"groupShortName": 12},
            price=Price(free="as many mails as alerts send are free"),
        ),
        ResourceKind(
            "azure-native:monitor:DiagnosticSetting",
            "{resourceUri}/providers/Microsoft.Insights/diagnosticSettings/{name}",
            name=NameRule(
                r"[^*<>%&:\\?+/]{0,259}[^*<>%&:\\?+/. ]",
                r"1 to 260 characters without any of *<>%&:\?+/, no space or '.' last",
            ),
            price=Price(free="what it sends is counted in the workspace"),
        ),
        ResourceKind(
            "azure-native:monitor:MetricAlert",
            "Microsoft.Insights/metricAlerts/{ruleName}",
            name=_ALERT,
            price=Price(
                charges=(Charge(what="a metric that is watched", price=0.1, quantity=(1,)),)
            ),
        ),
        ResourceKind(
            "azure-native:operationalinsights:Workspace",
            "Microsoft.OperationalInsights/workspaces/{workspaceName}",
            name=NameRule(
                "[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]",
                "4 to 63 letters, digits and hyphens, no hyphen at the ends",
            ),
            price=Price(
                charges=(
                    Charge(
                        what="logs beyond the 5 GB that are free",
                        price=2.76,
                        quantity=("$log_gb",),
                        free=(5,),
                    ),
                    Charge(
                        what="keeping logs beyond 31 days",
                        price=0.004,
                        quantity=("$log_gb", "retentionInDays"),
                        free=("$log_gb", 31),
                    ),
                ),
                free="as much of logs as assumed is free, and a month of keeping them",
            ),
            deletion=Deletion(
                "with all logs; restorable for 14 days",
                ("monitor", "log-analytics", "workspace", "list-deleted-workspaces"),
                "az monitor log-analytics workspace recover --resource-group {group} "
                "--workspace-name {name}",
            ),
        ),
    )
)
