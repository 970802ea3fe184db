"""What a command does with the state where it is only files, as in a container of Azure's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pulumi
import pytest
from pulumi.automation import LocalWorkspaceOptions, Stack, create_stack

if TYPE_CHECKING:
    from pathlib import Path

    from pulumi.automation import PulumiCommand

Files = dict[str, int]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the state lies."""
    return tmp_path_factory.mktemp("state")


@pytest.fixture(scope="module")
def stack(engine: PulumiCommand, folder: Path) -> Stack:
    """A deployed stack of nothing but an output."""
    options = LocalWorkspaceOptions(
        env_vars={"PULUMI_BACKEND_URL": folder.as_uri(), "PULUMI_CONFIG_PASSPHRASE": "of a test"},
        pulumi_command=engine,
    )
    made = create_stack("dev", "tiny", lambda: pulumi.export("one", 1), opts=options)
    made.up()
    return made


def touched(folder: Path) -> Files:
    """When each file, and the list of files of each folder, was last written."""
    return {str(one): one.stat().st_mtime_ns for one in folder.rglob("*")}


@pytest.mark.parametrize("refresh", [False, True])
def test_a_preview_writes_nothing_and_takes_no_lock(
    stack: Stack, folder: Path, *, refresh: bool
) -> None:
    before = touched(folder)
    stack.preview(refresh=refresh)
    stack.outputs()
    assert touched(folder) == before


def test_an_update_does(stack: Stack, folder: Path) -> None:
    before = touched(folder)
    stack.up()
    assert touched(folder) != before
