from __future__ import annotations

import os
import zipfile
from typing import TYPE_CHECKING

import pytest

from components.errors import ComponentError
from components.release.code_archive import archive

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "app"
    (folder / "pages").mkdir(parents=True)
    (folder / "host.json").write_text("{}")
    (folder / "pages" / "a.py").write_text("A = 1\n")
    (folder / "start.sh").write_text("#!/bin/sh\n")
    return folder


def test_the_same_code_is_the_same_archive_whenever_and_by_whomever_it_was_written(
    source: Path, tmp_path: Path
) -> None:
    first = archive(source, tmp_path / "one")
    (source / "host.json").chmod(0o700)
    (source / "start.sh").chmod(0o600)
    os.utime(source / "host.json", (0, 0))
    second = archive(source, tmp_path / "two")
    assert first.sha == second.sha
    assert first.path.read_bytes() == second.path.read_bytes()


def test_the_digest_of_known_files_is_the_same_on_every_machine_and_python(
    source: Path, tmp_path: Path
) -> None:
    known = "c78e8f3045c73f6102d7b1a190fad2229aea2d1f5b6871cec9f0e4b6e1b57e75"
    assert archive(source, tmp_path).sha == known


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
    made = archive(source, tmp_path)
    with zipfile.ZipFile(made.path) as zip_file:
        assert zip_file.namelist() == ["host.json", "pages/a.py", "start.sh", "release.txt"]
        assert zip_file.read("pages/a.py") == b"A = 1\n"
        assert zip_file.read("release.txt") == made.sha.encode()


def test_what_the_first_line_calls_a_program_may_be_run(source: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(archive(source, tmp_path).path) as zip_file:
        modes = {one.filename: oct(one.external_attr >> 16) for one in zip_file.infolist()}
    assert modes == {
        "host.json": "0o100644",
        "pages/a.py": "0o100644",
        "start.sh": "0o100755",
        "release.txt": "0o100644",
    }


def test_a_folder_without_code_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ComponentError) as refusal:
        archive(tmp_path / "nothing", tmp_path)
    assert str(refusal.value) == (
        f"{tmp_path}/nothing holds no code to release; allowed is a folder with the app's files; "
        "check the path that the component is given"
    )


def test_code_with_a_file_of_the_releases_own_name_is_refused(source: Path, tmp_path: Path) -> None:
    (source / "release.txt").write_text("1.0")
    with pytest.raises(ComponentError) as refusal:
        archive(source, tmp_path)
    assert str(refusal.value) == (
        f"{source} holds a release.txt; allowed is any other name, since a release gets a "
        "file of that name with its digest; rename the file or leave it out by .deployignore"
    )
