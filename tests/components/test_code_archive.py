from __future__ import annotations

import os
import zipfile
from typing import TYPE_CHECKING

import pytest

from components.code_archive import archive, code_files
from components.errors import ComponentError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "app"
    (folder / "pages").mkdir(parents=True)
    (folder / "host.json").write_text("{}")
    (folder / "pages" / "a.py").write_text("A = 1\n")
    return folder


def test_the_same_code_is_the_same_archive_whenever_and_by_whomever_it_was_written(
    source: Path, tmp_path: Path
) -> None:
    first = archive(source, tmp_path / "one")
    (source / "host.json").chmod(0o700)
    os.utime(source / "host.json", (0, 0))
    second = archive(source, tmp_path / "two")
    assert first.sha == second.sha
    assert first.path.read_bytes() == second.path.read_bytes()


def test_changed_code_is_another_archive(source: Path, tmp_path: Path) -> None:
    first = archive(source, tmp_path)
    (source / "pages" / "a.py").write_text("A = 2\n")
    second = archive(source, tmp_path)
    assert first.sha != second.sha
    assert first.path != second.path


def test_a_renamed_file_is_another_archive(source: Path, tmp_path: Path) -> None:
    first = archive(source, tmp_path)
    (source / "pages" / "a.py").rename(source / "pages" / "b.py")
    assert archive(source, tmp_path).sha != first.sha


def test_an_archive_that_is_there_is_not_written_again(source: Path, tmp_path: Path) -> None:
    first = archive(source, tmp_path)
    inode = first.path.stat().st_ino
    assert archive(source, tmp_path).path.stat().st_ino == inode


def test_files_lie_in_the_archive_as_they_do_in_the_folder(source: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(archive(source, tmp_path).path) as zip_file:
        assert zip_file.namelist() == ["host.json", "pages/a.py"]
        assert zip_file.read("pages/a.py") == b"A = 1\n"
        assert zip_file.getinfo("host.json").external_attr >> 16 == 0o100644


@pytest.mark.parametrize(
    "left_out",
    [
        "__pycache__/a.cpython-312.pyc",
        "pages/__pycache__/a.cpython-312.pyc",
        ".venv/bin/python",
        "local.settings.json",
        ".env",
        "old.pyc",
    ],
)
def test_what_belongs_to_one_machine_is_left_out(source: Path, left_out: str) -> None:
    path = source / left_out
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("secret")
    assert path not in code_files(source)


def test_a_folder_without_code_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ComponentError) as refusal:
        archive(tmp_path / "nothing", tmp_path)
    assert str(refusal.value) == (
        f"{tmp_path}/nothing holds no code to release; allowed is a folder with the app's files; "
        "check the path that the component is given"
    )
