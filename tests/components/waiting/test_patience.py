from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pulumi
import pytest
from pulumi import ErrorHookArgs, ResourceHookArgs

from components.azure.lifetime import AZURE
from components.waiting import patience

if TYPE_CHECKING:
    from tests.conftest import Declared

URN = "urn:pulumi:dev::gatehouse::gatehouse:outer:Outer$"
GRANT = f"{URN}azure-native:authorization:RoleAssignment::role"
SITE = f"{URN}azure-native:web:WebApp::site"
RELEASE = f"{URN}gatehouse:code_release:CodeRelease$azure-native:resources:Deployment::code"
KEY = f"{URN}gatehouse:function_key:FunctionKey$azure-native:resources:Deployment::key"
NAMED_VALUE = "azure-native:apimanagement:NamedValue"


class Watch:
    """A time that passes only while somebody sleeps."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        self.slept: list[float] = []
        self.said: list[str] = []
        monkeypatch.setattr(patience, "monotonic", lambda: self.now)
        monkeypatch.setattr(patience, "sleep", self.sleep)
        monkeypatch.setattr(pulumi.log, "info", self.said.append)
        monkeypatch.setattr(pulumi.log, "error", self.said.append)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    return Watch(monkeypatch)


def made(urn: str) -> ResourceHookArgs:
    return ResourceHookArgs(urn=urn, id="", name=urn.rpartition("::")[2], type="")


def refused(type_: str, *errors: str) -> ErrorHookArgs:
    return ErrorHookArgs(
        urn="", id="", name="thing", type=type_, failed_operation="create", errors=list(errors)
    )


@pytest.mark.parametrize(
    ("first", "passed", "second", "left"),
    [
        (GRANT, 0, SITE, [120]),
        (GRANT, 50, SITE, [70]),
        (GRANT, 120, SITE, []),
        (GRANT, 0, RELEASE, []),
        (RELEASE, 10, KEY, [80]),
        (RELEASE, 0, SITE, []),
        (KEY, 0, KEY, []),
        (SITE, 0, KEY, []),
    ],
)
async def test_what_is_made_too_early_waits_for_the_rest_of_the_delay(
    watch: Watch, first: str, passed: float, second: str, left: list[float]
) -> None:
    waiting = patience._Waiting()
    await waiting.after(made(first))
    watch.now += passed
    await waiting.before(made(second))
    assert watch.slept == left
    assert len(watch.said) == len(left)


async def test_nothing_waits_for_what_this_run_has_not_made(watch: Watch) -> None:
    await patience._Waiting().before(made(SITE))
    assert watch.slept == []


async def test_the_newest_of_several_counts(watch: Watch) -> None:
    waiting = patience._Waiting()
    await waiting.after(made(GRANT))
    watch.now += 100
    await waiting.after(made(GRANT))
    await waiting.before(made(SITE))
    assert watch.slept == [120]
    assert watch.said == [f"site waits 120 s: {patience.DELAYS[0].words}"]


PASSES = [
    (NAMED_VALUE, "Failed to access KeyVault Secret https://kv using Managed Service Identity"),
    (
        "azure-native:apimanagement:ApiPolicy",
        '{"error":{"code":"PessimisticConcurrencyConflict","message":"Operation on the API"}}',
    ),
    (
        "azure-native:dbforpostgresql:AdministratorsMicrosoftEntra",
        "Code=AadAuthOperationCannotBePerformedWhenServerIsNotAccessible",
    ),
    ("azure-native:dbforpostgresql:Configuration", "ServerIsBusy: Cannot complete operation"),
    (
        "azure-native:web:WebAppScmAllowed",
        "Cannot modify this site because another operation is in progress.",
    ),
    ("azure-native:authorization:RoleAssignment", "PrincipalNotFound: Principal 1 does not exist"),
]


@pytest.mark.parametrize(("type_", "error"), PASSES)
async def test_a_refusal_that_passes_is_tried_again_after_a_pause(
    watch: Watch, type_: str, error: str
) -> None:
    assert await patience._Waiting().refused(refused(type_, error)) is True
    assert len(watch.slept) == len(watch.said) == 1


@pytest.mark.parametrize(("type_", "error"), PASSES)
async def test_a_refusal_that_does_not_pass_in_time_is_final(
    watch: Watch, type_: str, error: str
) -> None:
    waiting = patience._Waiting()
    tries = 0
    while await waiting.refused(refused(type_, *[error] * (tries + 1))):
        tries += 1
    (refusal,) = (
        one
        for one in patience.REFUSALS
        if one.types.fullmatch(type_.removeprefix(AZURE)) and one.error.search(error)
    )
    assert sum(watch.slept) <= refusal.limit < sum(watch.slept) + refusal.pause


@pytest.mark.parametrize(
    ("type_", "error"),
    [
        (NAMED_VALUE, "ValidationError: the display name is taken"),
        ("azure-native:apimanagement:Api", "Failed to access KeyVault Secret"),
        ("azure-native:resources:Deployment", "DeploymentFailed"),
    ],
)
async def test_what_is_not_in_the_table_fails_at_once(watch: Watch, type_: str, error: str) -> None:
    assert await patience._Waiting().refused(refused(type_, error)) is False
    assert (watch.slept, watch.said) == ([], [])


async def test_what_is_final_is_told_with_its_remedy(watch: Watch) -> None:
    error = "MissingSubscriptionRegistration: … not registered to use namespace 'Microsoft.Web'."
    assert await patience._Waiting().refused(refused("azure-native:web:WebApp", error)) is False
    (said,) = watch.said
    assert said.startswith("thing: this subscription has never used Microsoft.Web: run `az")


def test_every_row_has_words_a_source_and_more_than_one_try() -> None:
    rows = (*patience.REFUSALS, *patience.DELAYS)
    assert [one for one in rows if not one.source.startswith("https://")] == []
    assert [one for one in rows if not re.fullmatch(r"[A-Za-z][^.\n]{20,99}", one.words)] == []
    assert [one for one in patience.REFUSALS if one.limit < 2 * one.pause] == []


def test_without_an_engine_nothing_is_bound(deployed: Declared) -> None:
    bound = {
        one.urn for one in deployed.graph.resources if deployed.requests[one.urn].hooks.ListFields()
    }
    assert bound == set()
