"""One Log Analytics workspace and the Application Insights that writes into it.

https://learn.microsoft.com/azure/azure-monitor/app/create-workspace-resource
"""

from __future__ import annotations

from dataclasses import dataclass

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import applicationinsights, operationalinsights

from components.azure.naming import NameRule
from components.platform.workbook import Workbook, WorkbookArgs

WORKSPACE_NAME = NameRule("log", 63)
APPLICATION_INSIGHTS_NAME = NameRule("appi", 255)


@dataclass(frozen=True, kw_only=True)
class MonitoringArgs:
    """The settings of the workspace."""

    resource_group_name: Input[str]
    retention_days: int
    """Days for which logs are kept, 30 to 730."""
    daily_quota_gb: int
    """Logs beyond this are dropped until the next day."""


class Monitoring(ComponentResource):
    """Collects the logs, metrics and traces of every part of the system."""

    workspace_id: Output[str]
    workbook_id: Output[str]
    application_insights_id: Output[str]
    application_insights_name: Output[str]
    connection_string: Output[str]

    def __init__(
        self, name: str, args: MonitoringArgs, opts: ResourceOptions | None = None
    ) -> None:
        super().__init__("gatehouse:monitoring:Monitoring", name, None, opts)
        child = ResourceOptions(parent=self)
        workspace = operationalinsights.Workspace(
            WORKSPACE_NAME.apply(name),
            resource_group_name=args.resource_group_name,
            sku=operationalinsights.WorkspaceSkuArgs(
                name=operationalinsights.WorkspaceSkuNameEnum.PER_GB2018
            ),
            retention_in_days=args.retention_days,
            workspace_capping=operationalinsights.WorkspaceCappingArgs(
                daily_quota_gb=args.daily_quota_gb
            ),
            features=operationalinsights.WorkspaceFeaturesArgs(disable_local_auth=True),
            opts=child,
        )
        application_insights = applicationinsights.Component(
            APPLICATION_INSIGHTS_NAME.apply(name),
            resource_group_name=args.resource_group_name,
            kind="web",
            application_type=applicationinsights.ApplicationType.WEB,
            ingestion_mode=applicationinsights.IngestionMode.LOG_ANALYTICS,
            workspace_resource_id=workspace.id,
            # Knowing the connection string is not enough: who sends has a role.
            disable_local_auth=True,
            # Azure returns both in plain text, and Pulumi would keep them so.
            opts=ResourceOptions(
                parent=self, additional_secret_outputs=["connection_string", "instrumentation_key"]
            ),
        )
        self.workspace_id = workspace.id
        self.workbook_id = Workbook(
            name,
            WorkbookArgs(resource_group_name=args.resource_group_name, workspace_id=workspace.id),
            child,
        ).workbook_id
        self.application_insights_id = application_insights.id
        self.application_insights_name = application_insights.name
        self.connection_string = application_insights.connection_string
        self.register_outputs(
            {
                "workspaceId": self.workspace_id,
                "applicationInsightsId": self.application_insights_id,
                "applicationInsightsName": self.application_insights_name,
                "connectionString": self.connection_string,
            }
        )
