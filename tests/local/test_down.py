"""Taking a stack away."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING, Any

import pytest

from local.down import run
from local.errors import LocalError
from local.options import parse

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DOWN = parse(["down", "--stack", "dev"])
DESTROY = "destroy --yes --stack dev"
QUESTION = "Type dev to destroy all that goes: "


def resource(type_: str, name: str, **more: object) -> dict[str, Any]:
    urn = f"urn:pulumi:dev::gatehouse::gatehouse:p:Platform${type_}::{name}"
    return {"urn": urn, "type": type_, "custom": True, "id": f"/x/{name}", **more}


RESOURCES = [
    resource("azure-native:resources:ResourceGroup", "rg-1"),
    resource("azure-native:keyvault:Vault", "kv-1"),
    resource("azure-native:resources:Deployment", "release", retainOnDelete=True),
]


def say(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def test_what_goes_is_listed_and_goes_when_the_person_agrees(
    fake_pulumi: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    calls = fake_pulumi(resources=RESOURCES)
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
    assert calls.read_text().splitlines() == ["stack export --stack dev", DESTROY]


@pytest.mark.parametrize("answer", ["", "yes\n", "prod\n"])
def test_nothing_goes_without_the_name_of_the_stack(
    fake_pulumi: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    answer: str,
) -> None:
    calls = fake_pulumi(resources=RESOURCES)
    say(monkeypatch, answer)
    assert run(DOWN) == 1
    assert capsys.readouterr().out.endswith("Nothing was destroyed.\n")
    assert DESTROY not in calls.read_text()


def test_a_script_can_agree_beforehand_and_gets_the_exit_code_of_pulumi(
    fake_pulumi: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    calls = fake_pulumi(resources=RESOURCES, destroy_exits_with=7)
    assert run(parse(["down", "--yes"])) == 7
    assert calls.read_text().splitlines()[-1] == DESTROY
    assert "docs/teardown.md" not in capsys.readouterr().out


def test_nothing_goes_while_something_is_protected(
    fake_pulumi: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    server = resource("azure-native:dbforpostgresql:Server", "psql-1", protect=True)
    calls = fake_pulumi(resources=[*RESOURCES, server])
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
    assert DESTROY not in calls.read_text()


def test_an_empty_stack_is_left_alone(
    fake_pulumi: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    calls = fake_pulumi(resources=[])
    assert run(DOWN) == 0
    assert capsys.readouterr().out == "dev has nothing in Azure.\n"
    assert DESTROY not in calls.read_text()
