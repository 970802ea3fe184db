"""Everything that is looked at in a subscription."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from gatehouse.azure_cli.subscription import LOOKS, look_at_subscription

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gatehouse.azure_cli.target import Target
    from tests.gatehouse.conftest import Tool

SETTINGS = {"azure-native:location": "West Europe"}
SELECTED = " --subscription 11111111-2222-4333-8444-555555555555 "


@pytest.fixture(autouse=True)
def _selected_by_the_cli(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ARM_SUBSCRIPTION_ID", raising=False)


async def test_a_subscription_that_has_all_is_named(
    az: Tool, target: Callable[..., Target]
) -> None:
    found = await look_at_subscription(target().graph, SETTINGS, ())
    assert {one.subject: one.remedy for one in found} == {
        "Azure: Pay-As-You-Go": "",
        **dict.fromkeys(LOOKS, ""),
    }
    assert [one for one in found if one.needed] == []
    others = [call for call in az.calls if not call.startswith(("account", "ad ", "rest"))]
    assert [call for call in others if SELECTED not in call] == []


async def test_nobody_logged_in_is_one_line(az: Tool, target: Callable[..., Target]) -> None:
    az.answer("account show", err="ERROR: Please run 'az login' to setup account.\n", code=1)
    [found] = await look_at_subscription(target().graph, SETTINGS, ())
    assert found.remedy.startswith("run `az login` (az account show: ERROR: Please run 'az login'")


async def test_a_look_that_fails_is_told_in_the_words_of_az_and_the_others_go_on(
    az: Tool, target: Callable[..., Target]
) -> None:
    az.answer("provider list", err="ERROR: (AuthorizationFailed) no\n", code=1)
    az.answer("role assignment list", ["Contributor"])
    found = await look_at_subscription(target().graph, SETTINGS, ())
    told = {one.subject: one.remedy for one in found if one.remedy}
    assert told.keys() == {"resource providers", "roles at the subscription"}
    assert told["resource providers"].endswith("ERROR: (AuthorizationFailed) no")


@pytest.mark.parametrize("by_setting", [True, False])
async def test_the_subscription_is_the_one_that_the_provider_takes(
    az: Tool, target: Callable[..., Target], monkeypatch: pytest.MonkeyPatch, *, by_setting: bool
) -> None:
    settings = {**SETTINGS, "azure-native:subscriptionId": "chosen"} if by_setting else SETTINGS
    monkeypatch.setenv("ARM_SUBSCRIPTION_ID", "another" if by_setting else "chosen")
    await look_at_subscription(target().graph, settings, ())
    assert az.calls[0].startswith("account show --subscription chosen ")


async def test_looks_do_not_wait_for_each_other(
    az: Tool, target: Callable[..., Target], tmp_path: Path
) -> None:
    script = tmp_path / "path" / "az"
    script.write_text(script.read_text().replace("#!/bin/sh", "#!/bin/sh\nsleep 0.5", 1))
    started = time.monotonic()
    await look_at_subscription(target().graph, SETTINGS, ())
    assert len(az.calls) > 6
    assert time.monotonic() - started < 0.5 * len(az.calls)
