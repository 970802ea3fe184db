"""Sends the logs and metrics of a resource to the workspace.

https://learn.microsoft.com/azure/azure-monitor/essentials/diagnostic-settings
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_azure_native import monitor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pulumi import Input, ResourceOptions


def send_diagnostics(
    name: str,
    *,
    resource_id: Input[str],
    workspace_id: Input[str],
    logs: Sequence[str] = (),
    metrics: Sequence[str] = ("AllMetrics",),
    opts: ResourceOptions,
) -> monitor.DiagnosticSetting:
    """Sends the resource's categories of logs and metrics to a Log Analytics workspace.

    Which categories a type has is in https://learn.microsoft.com/azure/azure-monitor/reference/logs-index
    """
    return monitor.DiagnosticSetting(
        name,
        resource_uri=resource_id,
        workspace_id=workspace_id,
        logs=[monitor.DiagnosticsLogSettingsArgs(category=log, enabled=True) for log in logs],
        metrics=[
            monitor.DiagnosticsMetricSettingsArgs(category=metric, enabled=True)
            for metric in metrics
        ],
        opts=opts,
    )
