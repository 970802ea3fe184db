"""Asking the Azure CLI."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

import pytest

import gatehouse.azure_cli.az
from gatehouse.azure_cli.az import Az
from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.gatehouse.conftest import Tool

END = " --output json --only-show-errors"


async def test_a_command_is_asked_for_the_chosen_subscription(az: Tool) -> None:
    az.answer("group list", [{"name": "rg"}])
    assert await Az(subscription="s").ask("group", "list") == [{"name": "rg"}]
    assert await Az().ask("group", "list") == [{"name": "rg"}]
    assert az.calls == [f"group list --subscription s{END}", f"group list{END}"]


async def test_resource_manager_is_asked_below_the_subscription(az: Tool) -> None:
    az.answer("rest", {"value": []})
    assert await Az(subscription="s").get("providers/P", "2025-08-01") == {"value": []}
    url = "https://management.azure.com/subscriptions/s/providers/P?api-version=2025-08-01"
    assert az.calls == [f"rest --method get --url {url}{END}"]


async def test_a_command_that_prints_nothing_answers_nothing(az: Tool) -> None:
    az.answer("provider register")
    assert await Az().ask("provider", "register") is None


@pytest.mark.parametrize(
    ("said", "told"),
    [("WARNING: old\nERROR: (Forbidden) no\n", "ERROR: (Forbidden) no"), ("", "exit code 1")],
)
async def test_a_failure_is_told_by_its_last_line(az: Tool, said: str, told: str) -> None:
    az.answer("group list", err=said, code=1)
    with pytest.raises(LocalError) as failure:
        await Az().ask("group", "list")
    assert str(failure.value) == f"az group list: {told}"


async def test_a_command_without_an_answer_is_given_up(
    az: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gatehouse.azure_cli.az, "SECONDS", 0.05)
    (tmp_path / "path" / "az").write_text("#!/bin/sh\nexec sleep 60\n")
    with pytest.raises(LocalError, match=r"az group list: no answer in 0\.05 s; try again"):
        await Az().ask("group", "list")
    assert az.calls == []
    assert asyncio.all_tasks() == {asyncio.current_task()}


@pytest.mark.usefixtures("az")
async def test_nothing_goes_on_for_an_answer_that_nobody_waits_for(tmp_path: Path) -> None:
    script = f"#!/bin/sh\necho $$ > {tmp_path}/pid\nexec sleep 60\n"
    (tmp_path / "path" / "az").write_text(script)
    asking = asyncio.create_task(Az().ask("group", "list"))
    while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text():
        await asyncio.sleep(0.01)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


async def test_without_the_cli_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(LocalError, match="there is no `az` on the path"):
        await Az().ask("group", "list")
