"""The maintenance window of a database server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from gatehouse.azure_cli.maintenance_window import SERVER, set_maintenance_windows

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatehouse.program.deployed import Deployed
    from tests.gatehouse.conftest import Tool

WANTED = {"customWindow": "Enabled", "dayOfWeek": 6, "startHour": 23, "startMinute": 5}
SHOW = "postgres flexible-server show --resource-group rg-1 --name psql-1"
UPDATE = (
    "postgres flexible-server update --resource-group rg-1 --name psql-1 "
    "--maintenance-window Sat:23:05"
)


@pytest.fixture
def server(had: Callable[..., Deployed]) -> Deployed:
    return had(SERVER, "psql-1", maintenanceWindow=WANTED)


@pytest.mark.parametrize(
    "live", [None, {**WANTED, "customWindow": "Disabled"}, {**WANTED, "startHour": 3}]
)
async def test_a_window_that_differs_is_set(
    az: Tool, server: Deployed, live: dict[str, Any] | None
) -> None:
    az.answer(SHOW, live)
    az.answer(UPDATE, {})
    assert await set_maintenance_windows([server]) == [
        "psql-1 has its maintenance window now: Sat:23:05 UTC"
    ]
    assert [call.partition(" --subscription s")[0] for call in az.calls] == [
        f"{SHOW} --query maintenanceWindow",
        UPDATE,
    ]


async def test_a_window_that_is_right_is_left_alone(az: Tool, server: Deployed) -> None:
    az.answer(SHOW, WANTED)
    assert await set_maintenance_windows([server]) == []
    assert len(az.calls) == 1


async def test_a_server_without_a_window_of_ours_is_left_alone(
    az: Tool, had: Callable[..., Deployed]
) -> None:
    others = [had(SERVER, "psql-2"), had("azure-native:keyvault:Vault", "kv-1")]
    assert await set_maintenance_windows(others) == []
    assert az.calls == []


async def test_what_az_refuses_is_left_to_a_person_with_the_command(
    az: Tool, server: Deployed
) -> None:
    az.answer(SHOW, err="ERROR: Please run 'az login'.\n", code=1)
    [told] = await set_maintenance_windows([server])
    assert told.startswith(f"the maintenance window is still Azure's; run: az {UPDATE} (")
    assert told.endswith("ERROR: Please run 'az login'.)")
