"""Noticing edits of the program."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from watchfiles import Change

import gatehouse.laptop.edits
from gatehouse.laptop.edits import FOLDERS, changes

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


async def first_change(after: list[Path]) -> list[str]:
    """Starts to watch, writes the files, and returns what is noticed first."""
    noticed = asyncio.ensure_future(anext(changes([Path("shop")])))
    for _ in range(50):  # the watch needs a moment to begin
        for file in after:
            file.write_text("edited")
        await asyncio.sleep(0.05)
        if noticed.done():
            break
    return await asyncio.wait_for(noticed, 10)


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for folder in FOLDERS:
        (tmp_path / folder).mkdir()
    (tmp_path / "components" / "gateway").mkdir()
    (tmp_path / "shop" / "api").mkdir(parents=True)
    return tmp_path


@pytest.mark.parametrize(
    "name",
    [
        "components/gateway/api.py",
        "policies/api.xml",
        "shop/api/routes.py",
        "config/web.py",
        "__main__.py",
        "Pulumi.yaml",
        "Pulumi.dev.yaml",
    ],
)
async def test_a_file_of_the_program_is_noticed(program: Path, name: str) -> None:
    assert await first_change([program / name]) == [name]


async def test_a_folder_that_is_not_there_is_not_watched(program: Path) -> None:
    (program / "policies").rmdir()
    assert await first_change([program / "__main__.py"]) == ["__main__.py"]


async def test_it_ends_with_the_watch(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def one_save(*_: Any, **__: Any) -> AsyncIterator[set[tuple[Change, str]]]:
        yield {(Change.modified, str(program / name)) for name in ("__main__.py", "Pulumi.yaml")}

    monkeypatch.setattr(gatehouse.laptop.edits, "awatch", one_save)
    assert [changed async for changed in changes()] == [["Pulumi.yaml", "__main__.py"]]


async def test_other_files_are_not(program: Path) -> None:
    others = [program / "README.md", program / "policies" / "api.xml~", program / "Pulumi.txt"]
    assert await first_change([*others, program / "__main__.py"]) == ["__main__.py"]


async def test_files_in_a_folder_of_policies_are_noticed_even_when_it_is_new(
    program: Path,
) -> None:
    watching = changes()
    fragments = program / "policies" / "fragments"
    noticed = asyncio.ensure_future(anext(watching))
    await asyncio.sleep(0.5)  # the watch needs a moment to begin
    fragments.mkdir()
    assert await asyncio.wait_for(noticed, 10) == ["policies/fragments"]
    later = asyncio.ensure_future(anext(watching))
    for _ in range(50):
        (fragments / "shared.xml").write_text("edited")
        await asyncio.sleep(0.05)
        if later.done():
            break
    assert await asyncio.wait_for(later, 10) == ["policies/fragments/shared.xml"]
