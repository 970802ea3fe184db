"""The tables of the workspace that the program fills, with the columns that queries may use.

https://learn.microsoft.com/azure/azure-monitor/reference/tables-index
"""

from __future__ import annotations

import re

EVERYWHERE = {"TimeGenerated", "_ResourceId"}
TELEMETRY = EVERYWHERE | {
    "AppRoleInstance",
    "AppRoleName",
    "ItemCount",
    "OperationId",
    "OperationName",
    "Properties",
}
TABLES = {
    "AppDependencies": TELEMETRY | {"Data", "DependencyType", "DurationMs", "Name", "Success"},
    "AppExceptions": TELEMETRY | {"ExceptionType", "OuterMessage", "ProblemId", "SeverityLevel"},
    "AppRequests": TELEMETRY | {"DurationMs", "Name", "ResultCode", "Success", "Url"},
    "AppServiceConsoleLogs": EVERYWHERE | {"ContainerId", "Host", "Level", "ResultDescription"},
    "AppTraces": TELEMETRY | {"Message", "SeverityLevel"},
    "AzureMetrics": EVERYWHERE
    | {"Average", "Maximum", "MetricName", "Resource", "ResourceProvider", "Total"},
}
WORD = re.compile(r"\b[A-Z_][A-Za-z0-9_]+\b")
TEXT = re.compile(r'"[^"]*"')
NAMED = re.compile(r"\b([A-Za-z0-9_]+)\s*=(?![=~])")


def unknown_words(query: str) -> set[str]:
    """Returns the names in a Kusto query that are neither a column of its table nor its own."""
    table, _, rest = TEXT.sub('""', query).partition("\n")
    return set(WORD.findall(rest)) - TABLES[table.strip()] - set(NAMED.findall(rest))
