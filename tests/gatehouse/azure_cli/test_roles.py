"""Roles of whoever deploys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gatehouse.azure_cli.roles import look

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatehouse.azure_cli.az import Az
    from gatehouse.azure_cli.target import Target
    from tests.gatehouse.conftest import Tool

ADMINISTRATOR = "Role Based Access Control Administrator"
SCOPE = "/subscriptions/11111111-2222-4333-8444-555555555555"


@pytest.mark.parametrize(
    ("held", "missing"),
    [
        (["Owner"], []),
        (["Contributor", ADMINISTRATOR], []),
        (["Contributor", "User Access Administrator"], []),
        (["Contributor"], [ADMINISTRATOR]),
        ([ADMINISTRATOR], ["Contributor"]),
        (["Reader"], ["Contributor", ADMINISTRATOR]),
        ([], ["Contributor", ADMINISTRATOR]),
    ],
)
async def test_a_role_that_is_missing_is_told_with_the_command_that_gives_it(
    az: Tool, cli: Az, target: Callable[..., Target], held: list[str], missing: list[str]
) -> None:
    az.answer("role assignment list --assignee me", held)
    assert await look(cli, target()) == [
        f"{role} is missing; somebody who may has to run: az role assignment create --assignee me "
        f"--role '{role}' --scope {SCOPE}"
        for role in missing
    ]


async def test_an_identity_that_is_no_user_is_asked_for_by_its_name(
    az: Tool, cli: Az, target: Callable[..., Target]
) -> None:
    user = {"name": "app-id", "type": "servicePrincipal"}
    assert await look(cli, replace(target(), user=user)) == []
    [call] = az.calls
    assert call.startswith(f"role assignment list --assignee app-id --scope {SCOPE} --include-")
