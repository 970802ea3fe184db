from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app_runtime import AppError
from app_runtime.environments.requirements import bare_lines, read_requirements

if TYPE_CHECKING:
    from pathlib import Path


def test_requirements_win_over_a_lock_as_in_azure(tmp_path: Path) -> None:
    for name in ("requirements.txt", "pyproject.toml", "uv.lock"):
        (tmp_path / name).write_text(name)
    found = read_requirements(tmp_path)
    assert (found.file.name, found.content, found.is_lock) == (
        "requirements.txt",
        b"requirements.txt",
        False,
    )


def test_a_project_with_uvs_lock_will_do(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[project]")
    (tmp_path / "uv.lock").write_text("version = 1")
    found = read_requirements(tmp_path)
    assert (found.file.name, found.content, found.is_lock) == (
        "uv.lock",
        b"[project]version = 1",
        True,
    )


@pytest.mark.parametrize(
    ("files", "remedy"),
    [
        ([], "list the app's packages in {}/requirements.txt; an empty file says that it needs"),
        (["pyproject.toml"], "run `uv lock` there, or `uv export --no-dev --output-file requir"),
    ],
)
def test_a_folder_that_names_no_packages_is_refused(
    tmp_path: Path, files: list[str], remedy: str
) -> None:
    for name in files:
        (tmp_path / name).touch()
    with pytest.raises(AppError) as caught:
        read_requirements(tmp_path)
    assert str(caught.value).startswith(f"{tmp_path} has no requirements.txt; allowed is that file")
    assert remedy.format(tmp_path) in str(caught.value)


def test_files_that_it_names_count_as_its_own(tmp_path: Path) -> None:
    (tmp_path / "limits").mkdir()
    (tmp_path / "requirements.txt").write_text("-r more.txt\n--constraint=limits/all.txt\nflask\n")
    (tmp_path / "more.txt").write_text("-r requirements.txt  # a circle\n")
    (tmp_path / "limits" / "all.txt").write_text("flask<4\n")
    assert read_requirements(tmp_path).content.count(b"flask") == 2


@pytest.mark.parametrize("content", [b"-r missing.txt", b"\xff"])
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "requirements.txt").write_bytes(content)
    with pytest.raises(AppError, match="can't be read"):
        read_requirements(tmp_path)


HASHED = "fastapi==1 \\\n    --hash=sha256:0\n"


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        (HASHED, []),
        ("fastapi\nhttpx\n", []),
        (f"# comment\n-c limits.txt\n\n{HASHED}httpx>=1  # to call others\n", ["httpx>=1"]),
    ],
)
def test_a_line_without_a_hash_beside_others_is_found(text: str, bare: list[str]) -> None:
    assert bare_lines(text) == bare


def test_a_file_that_pip_would_refuse_says_so(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text(f"{HASHED}httpx\n")
    assert read_requirements(tmp_path).note == (
        f"{tmp_path}/requirements.txt: httpx without a hash beside lines that have some; pip in "
        "Azure refuses that; `make lock` adds the hashes"
    )


def test_uvs_lock_needs_no_note(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "uv.lock").write_text(f"{HASHED}httpx\n")
    assert read_requirements(tmp_path).note == ""
