"""The rule that each main resource sends logs or metrics to a workspace.

https://learn.microsoft.com/azure/azure-monitor/essentials/diagnostic-settings
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...problem import Problem
from ...rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...resource import Resource, Stack

SETTING = "azure-native:monitor:DiagnosticSetting"
WATCHED = (
    "azure-native:apimanagement:ApiManagementService",
    "azure-native:dbforpostgresql:Server",
    "azure-native:keyvault:Vault",
    "azure-native:storage:StorageAccount",
    "azure-native:web:WebApp",
)


def enabled(setting: Resource, kind: str) -> list[str]:
    """Returns the categories, or groups of them, of logs or metrics that the setting sends."""
    return [
        one.get("category") or one.get("categoryGroup")
        for one in setting.items(kind)
        if one.get("enabled") is True
    ]


def _watched(resource: Resource, stack: Stack) -> Iterator[Problem]:
    settings = stack.linked(resource, "resourceUri", SETTING)
    if not any(_sends(one) for one in settings):
        remedy = "declare a monitor.DiagnosticSetting with a category of its logs or metrics"
        yield Problem("diagnosticSettings", None, "one that sends to a workspace", remedy)


def _sends(setting: Resource) -> bool:
    return "workspaceId" in setting.properties and any(
        enabled(setting, kind) for kind in ("logs", "metrics")
    )


RULES = (
    Rule(
        id="Gatehouse.Diagnostics",
        also=("CIS 6.4",),
        source="https://learn.microsoft.com/azure/azure-monitor/essentials/diagnostic-settings",
        what="Every main resource sends logs or metrics to the workspace",
        applies_to=WATCHED,
        judge=_watched,
        alone=False,
    ),
)
