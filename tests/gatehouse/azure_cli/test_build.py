"""How builds in Azure have ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from gatehouse.azure_cli.build import failed_build

if TYPE_CHECKING:
    from gatehouse.azure_cli.az import Az
    from tests.gatehouse.conftest import Tool

PATH = "resourceGroups/rg-1/providers/Microsoft.Web/sites/app-1/deployments"


def build(status: int, minute: int, message: str = "Oryx build failed") -> dict[str, Any]:
    """A build as Resource Manager tells it."""
    start = f"2026-11-25T08:{minute:02}:00Z"
    return {"properties": {"status": status, "start_time": start, "message": message}}


@pytest.mark.parametrize(
    ("builds", "told"),
    [
        ([], ""),
        ([build(4, 1)], ""),
        ([build(3, 1)], "Oryx build failed"),
        ([build(3, 1, "")], "no reason given"),
        ([build(3, 1), build(1, 2)], ""),
        ([build(3, 2), build(4, 1)], "Oryx build failed"),
    ],
)
async def test_the_latest_build_counts(
    az: Tool, cli: Az, builds: list[dict[str, Any]], told: str
) -> None:
    az.answer("rest --method get", {"value": builds})
    assert await failed_build(cli, "rg-1", "app-1") == told
    [call] = az.calls
    assert f"/{PATH}?api-version=" in call


async def test_what_the_cli_cannot_tell_is_not_told(az: Tool, cli: Az) -> None:
    az.answer("rest", err="ERROR: (AuthorizationFailed)\n", code=1)
    assert await failed_build(cli, "rg-1", "app-1") == ""


async def test_no_answer_is_no_failure(az: Tool, cli: Az) -> None:
    az.answer("rest")
    assert await failed_build(cli, "rg-1", "app-1") == ""
