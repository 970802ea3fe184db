"""Checks whether everything is there that the engine needs; `make preview` and `make up` begin so.

https://www.pulumi.com/docs/iac/cli/commands/
https://www.pulumi.com/registry/packages/azure-native/installation-configuration/
"""

from __future__ import annotations

import asyncio
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gatehouse.errors import LocalError
from gatehouse.program.stack_files import StackFiles

if TYPE_CHECKING:
    from gatehouse.options import Options

INSTALL = {
    "pulumi": "https://www.pulumi.com/docs/install/",
    "az": "https://learn.microsoft.com/cli/azure/install-azure-cli",
}
OTHER_LOGINS = ("ARM_CLIENT_ID", "ARM_USE_MSI", "ARM_USE_OIDC")
"""Variables by which the provider logs in without the Azure CLI."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A command that fails when something is missing."""

    command: tuple[str, ...]
    remedy: str


def run(options: Options) -> int:
    """Prints nothing when all is there; raises LocalError, with the remedy, when not."""
    check_ready(options.stack)
    return 0


def check_ready(stack: str) -> None:
    """Checks tools, logins and settings; raises LocalError for the first thing that is missing.

    Takes about a second, since the questions are asked at the same time.
    """
    asked = _questions(stack)
    for tool in dict.fromkeys(one.command[0] for one in asked):
        if shutil.which(tool) is None:
            raise LocalError(f"there is no `{tool}` on the path; install it: {INSTALL[tool]}")
    for complaint in asyncio.run(_ask_all(asked)):
        if complaint:
            raise LocalError(complaint)
    _check_settings(stack)


def _questions(stack: str) -> list[Question]:
    asked = [
        Question(
            command=("pulumi", "whoami", "--non-interactive"),
            remedy="nobody is logged in to Pulumi: run `pulumi login`, or `pulumi login --local` "
            "to keep the state on this machine",
        ),
        Question(
            command=("az", "account", "show", "--output", "none"),
            remedy="nobody is logged in to Azure: run `az login`",
        ),
        Question(
            command=("pulumi", "stack", "--stack", stack, "--show-name", "--non-interactive"),
            remedy=f"there is no stack {stack}: run `pulumi stack init {stack}`, or name another "
            "one: STACK=NAME",
        ),
    ]
    logs_in_otherwise = any(os.environ.get(name) for name in OTHER_LOGINS)
    return [one for one in asked if one.command[0] != "az" or not logs_in_otherwise]


async def _ask_all(asked: list[Question]) -> list[str]:
    return await asyncio.gather(*map(_complaint, asked))


async def _complaint(question: Question) -> str:
    child = await asyncio.create_subprocess_exec(
        *question.command,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    _, said = await child.communicate()
    if child.returncode == 0:
        return ""
    *_, last = said.decode().strip().splitlines() or ["nothing"]
    return f"{question.remedy} ({question.command[0]} says: {last})"


def _check_settings(stack: str) -> None:
    # With Pulumi's own service a stack may be named with its owner: OWNER/PROJECT/STACK.
    settings = StackFiles.load(Path(), stack.rpartition("/")[2])
    for key in settings.missing:
        raise LocalError(
            f"{key} is not set, and Pulumi.yaml requires it: run "
            f"`pulumi config set {key} VALUE --stack {stack}`; Pulumi.yaml describes the value"
        )
