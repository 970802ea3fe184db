"""The log of a site's container, where the log stream and `az webapp log tail` read it.

https://learn.microsoft.com/azure/app-service/troubleshoot-diagnostic-logs
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_azure_native import web

if TYPE_CHECKING:
    from pulumi import Input, ResourceOptions

QUOTA_MB = 35
"""Azure's smallest is 25, its largest 100; the oldest lines go first."""
DAYS = 3
"""The workspace keeps them for longer."""


def keep_container_log(
    name: str, resource_group_name: Input[str], site: web.WebApp, opts: ResourceOptions
) -> web.WebAppDiagnosticLogsConfiguration:
    """Keeps what a Linux site's container writes to its output and error streams.

    Azure calls it the HTTP log of the file system. On Flex Consumption there is none: its
    instances share no file system, and Application Insights' live metrics show the same.
    """
    return web.WebAppDiagnosticLogsConfiguration(
        name,
        name=site.name,
        resource_group_name=resource_group_name,
        http_logs=web.HttpLogsConfigArgs(
            file_system=web.FileSystemHttpLogsConfigArgs(
                enabled=True, retention_in_mb=QUOTA_MB, retention_in_days=DAYS
            )
        ),
        opts=opts,
    )
