"""What a deployment lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gatehouse.commands.ready import OTHER_LOGINS, run
from gatehouse.errors import LocalError
from gatehouse.options import parse

if TYPE_CHECKING:
    from pathlib import Path

    from tests.gatehouse.conftest import Tool

READY = parse(["ready"])
STACK = "config:\n  gatehouse:publisherEmail: you@contoso.com\n"


@pytest.fixture(autouse=True)
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program with a required setting, and a stack that has it."""
    for name in OTHER_LOGINS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    required = "config:\n  publisherEmail:\n    description: Who gets notices\n"
    (tmp_path / "Pulumi.yaml").write_text(f"name: gatehouse\n{required}")
    (tmp_path / "Pulumi.dev.yaml").write_text(STACK)
    return tmp_path


def refusal() -> str:
    with pytest.raises(LocalError) as refused:
        run(READY)
    return str(refused.value)


def test_nothing_is_said_when_all_is_there(
    pulumi: Tool, az: Tool, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(READY) == 0
    assert capsys.readouterr() == ("", "")
    assert (len(pulumi.calls), len(az.calls)) == (2, 1)


@pytest.mark.parametrize("missing", ["pulumi", "az"])
def test_a_missing_tool_is_told_with_its_address_before_the_other_is_asked(
    pulumi: Tool, az: Tool, tmp_path: Path, missing: str
) -> None:
    (tmp_path / "path" / missing).unlink()
    assert refusal().startswith(f"there is no `{missing}` on the path; install it: https://")
    assert pulumi.calls + az.calls == []


def test_nobody_logged_in_to_pulumi_is_told(pulumi: Tool, az: Tool) -> None:
    pulumi.answer("whoami", err="hint\nerror: PULUMI_ACCESS_TOKEN must be set\n", code=3)
    az.answer("account show", err="ERROR: Please run 'az login' to setup account.\n", code=1)
    assert refusal() == (
        "nobody is logged in to Pulumi: run `pulumi login`, or `pulumi login --local` to keep the "
        "state on this machine (pulumi says: error: PULUMI_ACCESS_TOKEN must be set)"
    )


def test_nobody_logged_in_to_azure_is_told(pulumi: Tool, az: Tool) -> None:
    az.answer("account show", err="ERROR: Please run 'az login' to setup account.\n", code=1)
    assert refusal() == (
        "nobody is logged in to Azure: run `az login` "
        "(az says: ERROR: Please run 'az login' to setup account.)"
    )
    assert "whoami --non-interactive" in pulumi.calls


@pytest.mark.parametrize("variable", OTHER_LOGINS)
def test_a_provider_that_logs_in_otherwise_needs_no_az(
    pulumi: Tool, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "true")
    assert run(READY) == 0
    assert len(pulumi.calls) == 2


@pytest.mark.usefixtures("az")
def test_a_stack_that_is_not_there_is_told_how_to_make(pulumi: Tool) -> None:
    pulumi.answer("stack --stack dev", code=6)
    assert refusal() == (
        "there is no stack dev: run `pulumi stack init dev`, or name another one: STACK=NAME "
        "(pulumi says: nothing)"
    )


@pytest.mark.usefixtures("az", "pulumi")
def test_a_required_setting_that_is_not_set_is_told(program: Path) -> None:
    (program / "Pulumi.dev.yaml").write_text("")
    assert refusal() == (
        "gatehouse:publisherEmail is not set, and Pulumi.yaml requires it: run `pulumi config set "
        "gatehouse:publisherEmail VALUE --stack dev`; Pulumi.yaml describes the value"
    )


@pytest.mark.usefixtures("az")
def test_a_stack_may_be_named_with_its_owner(pulumi: Tool) -> None:
    pulumi.answer("stack --stack us/gatehouse/dev --show-name", "dev\n")
    assert run(parse(["ready", "--stack", "us/gatehouse/dev"])) == 0
