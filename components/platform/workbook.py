"""One page about the whole system, in the portal: requests, failures, durations, database.

https://learn.microsoft.com/azure/azure-monitor/visualize/workbooks-overview
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from pathlib import Path

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import applicationinsights

CONTENT = Path(__file__).with_name("workbook.json")
NAMES = uuid.UUID("6a1f6d43-3a3f-4c58-9a0e-0d3f1f0e7c55")
"""The namespace of the identifiers of all workbooks; its own value means nothing."""


@dataclass(frozen=True, kw_only=True)
class WorkbookArgs:
    """The workspace that the workbook reads."""

    resource_group_name: Input[str]
    workspace_id: Output[str]


class Workbook(ComponentResource):
    """Shows figures of the Log Analytics workspace; editing it in the portal makes a copy."""

    workbook_id: Output[str]

    def __init__(self, name: str, args: WorkbookArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("gatehouse:workbook:Workbook", name, None, opts)
        workbook = applicationinsights.Workbook(
            "overview",
            resource_name_=identifier(name),
            resource_group_name=args.resource_group_name,
            kind="shared",
            category="workbook",
            display_name=f"Overview of {name}",
            source_id=args.workspace_id,
            serialized_data=args.workspace_id.apply(content),
            opts=ResourceOptions(parent=self),
        )
        self.workbook_id = workbook.id
        self.register_outputs({"workbookId": self.workbook_id})


def identifier(name: str) -> str:
    """Returns the GUID that the workbook of a workload has instead of a name; always the same."""
    return str(uuid.uuid5(NAMES, name))


def content(workspace_id: str) -> str:
    """Returns the workbook's document, asking the workspace."""
    document = json.loads(CONTENT.read_text(encoding="utf-8"))
    return json.dumps({**document, "fallbackResourceIds": [workspace_id]}, sort_keys=True)
