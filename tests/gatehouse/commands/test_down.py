"""Taking a stack away."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING, Any

import pytest

import gatehouse.commands.down
from gatehouse.commands.down import PASSING, run
from gatehouse.errors import LocalError
from gatehouse.options import parse
from tests.gatehouse.resources import exported

if TYPE_CHECKING:
    from tests.gatehouse.conftest import Tool

DOWN = parse(["down", "--stack", "dev"])
DESTROY = "destroy --yes --stack dev --color never"
QUESTION = "Type dev to destroy all that goes: "


def part(type_: str, name: str, **more: Any) -> dict[str, object]:
    """Returns a resource of the component Platform."""
    return exported(type_, name, parents="gatehouse:p:Platform$", **more)


RESOURCES = [
    part("azure-native:resources:ResourceGroup", "rg-1"),
    part("azure-native:keyvault:Vault", "kv-1"),
    part("azure-native:resources:Deployment", "release", retainOnDelete=True),
]


def deploy(pulumi: Tool, resources: list[dict[str, object]]) -> None:
    """Gives the stack the resources, and lets them be destroyed."""
    pulumi.answer("stack export --stack dev", {"deployment": {"resources": resources}})
    pulumi.answer(DESTROY)


def say(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def test_what_goes_is_listed_and_goes_when_the_person_agrees(
    pulumi: Tool,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    deploy(pulumi, RESOURCES)
    say(monkeypatch, "dev\n")
    assert run(DOWN) == 0
    assert capsys.readouterr().out.splitlines() == [
        "dev: 2 of 3 resources: goes",
        "  Platform/Vault          kv-1  (Azure keeps it deleted: 7 days, 90 in production)",
        "  Platform/ResourceGroup  rg-1  (with whatever else somebody has put into it)",
        "dev: 1 of 3 resources: stays as it is; only Pulumi forgets it",
        "  Platform/Deployment     release",
        f"{QUESTION}What Azure keeps can be recovered, or its name freed: docs/teardown.md",
    ]
    assert pulumi.calls == ["stack export --stack dev", DESTROY]


@pytest.mark.parametrize("answer", ["", "yes\n", "prod\n"])
def test_nothing_goes_without_the_name_of_the_stack(
    pulumi: Tool,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    answer: str,
) -> None:
    deploy(pulumi, RESOURCES)
    say(monkeypatch, answer)
    assert run(DOWN) == 1
    assert capsys.readouterr().out.endswith("Nothing was destroyed.\n")
    assert DESTROY not in pulumi.calls


def test_a_script_can_agree_beforehand_and_gets_the_exit_code_of_pulumi(
    pulumi: Tool, capsys: pytest.CaptureFixture[str]
) -> None:
    deploy(pulumi, RESOURCES)
    pulumi.answer(DESTROY, code=7)
    assert run(parse(["down", "--yes"])) == 7
    assert pulumi.calls[-1] == DESTROY
    assert "docs/teardown.md" not in capsys.readouterr().out


def test_nothing_goes_while_something_is_protected(
    pulumi: Tool, capsys: pytest.CaptureFixture[str]
) -> None:
    server = part("azure-native:dbforpostgresql:Server", "psql-1", protect=True)
    deploy(pulumi, [*RESOURCES, server])
    with pytest.raises(LocalError) as refusal:
        run(parse(["down", "--yes"]))
    assert str(refusal.value) == (
        "dev has 1 protected resources, and nothing was destroyed; allowed is a stack without "
        "any; to give them up, for good: pulumi state unprotect --all --stack dev, then make down "
        "STACK=dev"
    )
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "dev: 1 of 4 resources: is protected",
        "  Platform/Server         psql-1  (with all data)",
    ]
    assert DESTROY not in pulumi.calls


def test_an_empty_stack_is_left_alone(pulumi: Tool, capsys: pytest.CaptureFixture[str]) -> None:
    deploy(pulumi, [])
    assert run(DOWN) == 0
    assert capsys.readouterr().out == "dev has nothing in Azure.\n"
    assert DESTROY not in pulumi.calls


SUBNET = "error: Code='InUseSubnetCannotBeDeleted' Message='Subnet web is in use'"


@pytest.fixture
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gatehouse.commands.down, "PAUSE_SECONDS", 0.01)


@pytest.mark.usefixtures("_soon")
@pytest.mark.parametrize("refusal", PASSING)
def test_a_refusal_that_passes_by_itself_is_waited_for(
    pulumi: Tool, capsys: pytest.CaptureFixture[str], refusal: str
) -> None:
    deploy(pulumi, RESOURCES)
    pulumi.answer(DESTROY, f"error: {refusal}: not now\n", code=255, once=True)
    pulumi.answer(DESTROY, f"error: {refusal}: not now\n", code=255, once=True)
    assert run(parse(["down", "--yes"])) == 0
    assert pulumi.calls.count(DESTROY) == 3
    told = capsys.readouterr().out.splitlines()
    again = f"{refusal}: {PASSING[refusal]}; trying again in 0 s"
    assert told[-5:-1] == [f"error: {refusal}: not now", again] * 2


@pytest.mark.usefixtures("_soon")
def test_a_refusal_that_does_not_pass_keeps_its_exit_code(
    pulumi: Tool, capsys: pytest.CaptureFixture[str]
) -> None:
    deploy(pulumi, RESOURCES)
    pulumi.answer(DESTROY, err=SUBNET, code=255)
    assert run(parse(["down", "--yes", "--seconds", "2"])) == 255
    assert pulumi.calls.count(DESTROY) > 1
    *_, told = capsys.readouterr().out.splitlines()
    assert told.endswith(
        "InUseSubnetCannotBeDeleted has not passed in 0 minutes: look at what the resource "
        "group still has (docs/teardown.md), then make down STACK=dev"
    )


def test_any_other_refusal_is_final(pulumi: Tool) -> None:
    deploy(pulumi, RESOURCES)
    pulumi.answer(DESTROY, err="error: AuthorizationFailed", code=255)
    assert run(parse(["down", "--yes"])) == 255
    assert pulumi.calls.count(DESTROY) == 1
