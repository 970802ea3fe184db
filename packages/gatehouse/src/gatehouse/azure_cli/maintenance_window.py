"""Gives database servers their maintenance window, which Azure ignores when it makes a server.

The provider never sends it again, and a refresh compares what Azure has with what Azure had. Other
tools update a new server for it:
https://github.com/hashicorp/terraform-provider-azurerm/blob/main/internal/services/postgres/postgresql_flexible_server_resource.go
https://learn.microsoft.com/cli/azure/postgres/flexible-server#az-postgres-flexible-server-update
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gatehouse.azure_cli.az import Az
from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gatehouse.program.deployed import Deployed

SERVER = "azure-native:dbforpostgresql:Server"
DAYS = ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")


async def set_maintenance_windows(deployed: Sequence[Deployed]) -> list[str]:
    """Returns a line for every window that was set, or that a person has to set."""
    servers = [one for one in deployed if one.type == SERVER and "maintenanceWindow" in one.inputs]
    return [line for one in servers if (line := await _set(one, one.inputs["maintenanceWindow"]))]


async def _set(server: Deployed, wanted: Mapping[str, Any]) -> str:
    az = Az(subscription=server.id.split("/")[2])
    which = ("--resource-group", server.group, "--name", server.physical_name)
    command = ("postgres", "flexible-server")
    change = (*command, "update", *which, "--maintenance-window", _words(wanted))
    try:
        live = await az.ask(*command, "show", *which, "--query", "maintenanceWindow") or {}
        # Only what the program gives is compared: Azure's answer may have more members.
        if {**live, **wanted} == live:
            return ""
        await az.ask(*change)
    except LocalError as error:
        return f"the maintenance window is still Azure's; run: az {' '.join(change)} ({error})"
    return f"{server.physical_name} has its maintenance window now: {_words(wanted)} UTC"


def _words(window: Mapping[str, Any]) -> str:
    """Returns a window as the CLI takes it: Sun:03:00."""
    day, hour, minute = (int(window[key]) for key in ("dayOfWeek", "startHour", "startMinute"))
    return f"{DAYS[day]}:{hour:02}:{minute:02}"
