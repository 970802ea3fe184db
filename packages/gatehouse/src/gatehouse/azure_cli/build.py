"""Asks how the build of an app's latest release has ended.

The deployment of a release can succeed although the build in it has failed:
https://github.com/microsoft/Oryx/issues/1956
https://learn.microsoft.com/rest/api/appservice/web-apps/list-deployments
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gatehouse.azure_cli.az import Az

VERSION = "2024-11-01"
FAILED = 3
"""https://github.com/projectkudu/kudu/blob/master/Kudu.Contracts/Deployment/DeployStatus.cs"""


async def failed_build(az: Az, resource_group: str, app: str) -> str:
    """Returns why the latest build failed; empty when it didn't, or when none is known."""
    site = f"resourceGroups/{resource_group}/providers/Microsoft.Web/sites/{app}"
    try:
        answer = await az.get(f"{site}/deployments", VERSION)
    except LocalError:
        return ""  # without the CLI or its rights the answers of the app itself have to do
    known: list[Mapping[str, Any]] = [one["properties"] for one in (answer or {}).get("value", ())]
    latest: Mapping[str, Any] = max(known, key=lambda one: str(one.get("start_time")), default={})
    return str(latest.get("message") or "no reason given") if latest.get("status") == FAILED else ""
