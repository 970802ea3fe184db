"""What a stack has, by the engine's state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from gatehouse.errors import LocalError
from gatehouse.program.deployed import MARK, Deployed, OnDestroy, read_state

if TYPE_CHECKING:
    from pathlib import Path

    from tests.gatehouse.conftest import Tool

URN = "urn:pulumi:dev::gatehouse::"


def test_components_providers_and_what_belongs_to_others_are_left_out(
    pulumi: Tool,
) -> None:
    web = f"{URN}gatehouse:web:Web$azure-native:web:WebApp::app"
    resources = [
        {"urn": f"{URN}pulumi:pulumi:Stack::dev", "type": "pulumi:pulumi:Stack"},
        {
            "urn": f"{URN}pulumi:providers:random::r",
            "type": "pulumi:providers:random",
            "custom": True,
        },
        {"urn": f"{URN}web:A::read", "type": "web:A", "custom": True, "external": True},
        {"urn": web, "type": "azure-native:web:WebApp", "custom": True, "id": "/sites/app-1/"},
        {"urn": f"{URN}web:A::p", "type": "web:A", "custom": True, "protect": True},
        {"urn": f"{URN}web:A::k", "type": "web:A", "custom": True, "retainOnDelete": True},
    ]
    pulumi.answer("stack export --stack dev", {"deployment": {"resources": resources}})
    found = read_state("dev")
    assert [one.fate for one in found] == [OnDestroy.GOES, OnDestroy.PROTECTED, OnDestroy.STAYS]
    assert found[0] == Deployed(
        urn=web, type="azure-native:web:WebApp", id="/sites/app-1/", fate=OnDestroy.GOES
    )
    assert (found[0].place, found[0].physical_name) == ("Web/WebApp", "app-1")


@pytest.mark.parametrize(
    ("secrets", "command", "kept", "read"),
    [
        (False, "stack export --stack dev", {MARK: "1b4", "ciphertext": "v1:a"}, None),
        (True, "stack export --stack dev --show-secrets", {MARK: "1b4", "plaintext": '"s"'}, "s"),
    ],
)
def test_secrets_are_read_only_when_they_are_asked_for(
    pulumi: Tool, *, secrets: bool, command: str, kept: dict[str, str], read: str | None
) -> None:
    site = {"urn": f"{URN}web:A::a", "type": "web:A", "custom": True}
    site |= {"inputs": {"settings": [{"name": "KEY", "value": kept}], "size": 3}}
    pulumi.answer(command, {"deployment": {"resources": [site]}})
    [found] = read_state("dev", secrets=secrets)
    setting = {"name": "KEY", "value": read or kept}
    assert found.inputs == {"settings": [setting], "size": 3}
    assert pulumi.calls == [command]


@pytest.mark.parametrize("document", [{}, {"deployment": None}, {"deployment": {}}])
def test_a_stack_without_a_deployment_has_nothing(pulumi: Tool, document: dict[str, Any]) -> None:
    pulumi.answer("stack export --stack dev", document)
    assert read_state("dev") == []


def test_a_stack_that_cannot_be_read_is_told_in_the_words_of_pulumi(
    pulumi: Tool,
) -> None:
    pulumi.answer("stack export", err="error: no stack named 'dev' found", code=255)
    with pytest.raises(LocalError, match="stack dev can't be read: error: no stack named 'dev'"):
        read_state("dev")


def test_without_pulumi_the_remedy_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(LocalError, match="there is no `pulumi` on the path"):
        read_state("dev")
