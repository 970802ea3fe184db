"""Settings for this machine alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from gatehouse.errors import LocalError
from gatehouse.laptop.local_settings import local_settings

if TYPE_CHECKING:
    from pathlib import Path


def test_without_files_there_are_none(tmp_path: Path) -> None:
    assert local_settings(tmp_path, is_function_app=True) == {}


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("NAME=true", "true"),
        ("  export NAME = true  ", "true"),
        ("NAME=", ""),
        ("NAME=a#b", "a#b"),
        ("NAME=a b # a comment", "a b"),
        ("NAME=# a comment", ""),
        ('NAME="a # b" # a comment', "a # b"),
        ("NAME='it'", "it"),
        ("NAME=it's", "it's"),
        ("NAME=postgresql://a:b@c/d?e=f", "postgresql://a:b@c/d?e=f"),
    ],
)
def test_a_line_sets_what_a_person_expects(tmp_path: Path, line: str, value: str) -> None:
    (tmp_path / ".env.local").write_text(f"# for me\n\n{line}\n")
    assert local_settings(tmp_path, is_function_app=False) == {"NAME": value}


def test_a_line_that_sets_nothing_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env.local").write_text("A=1\nDEBUG\n")
    with pytest.raises(LocalError, match=r"\.env\.local:2 sets nothing"):
        local_settings(tmp_path, is_function_app=False)


def test_a_function_app_has_the_values_of_azures_own_tools_as_well(tmp_path: Path) -> None:
    values = {"IsEncrypted": False, "Values": {"A": "json", "B": "json", "NUMBER": 3}}
    (tmp_path / "local.settings.json").write_text(json.dumps(values))
    (tmp_path / ".env.local").write_text("B=line\n")
    assert local_settings(tmp_path, is_function_app=True) == {
        "A": "json",
        "B": "line",
        "NUMBER": "3",
    }
    assert local_settings(tmp_path, is_function_app=False) == {"B": "line"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "allowed is JSON"),
        ("[]", "allowed is JSON"),
        ('{"Values": []}', "allowed is JSON"),
        ('{"IsEncrypted": true, "Values": {}}', "func settings decrypt"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "local.settings.json").write_text(text)
    with pytest.raises(LocalError, match=rf"local\.settings\.json .*{message}"):
        local_settings(tmp_path, is_function_app=True)
