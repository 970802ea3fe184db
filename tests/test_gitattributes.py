"""How git writes files into a working folder, on every system."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("path", "attributes"),
    [
        ("Makefile", {"text": "auto", "eol": "lf"}),
        (".ci/run", {"text": "auto", "eol": "lf"}),
        ("function_app/requirements.txt", {"text": "auto", "eol": "lf"}),
        ("docs/screenshot.png", {"text": "unset", "diff": "unset"}),
        ("django_app/quizzes/static/quizzes/font.woff2", {"text": "unset", "diff": "unset"}),
    ],
)
def test_text_has_the_same_bytes_everywhere_and_the_rest_is_left_alone(
    root: Path, path: str, attributes: dict[str, str]
) -> None:
    lines = _git(root, "check-attr", "--all", "--", path).splitlines()
    found = dict(line.split(": ")[1:] for line in lines)
    assert {key: found.get(key) for key in attributes} == attributes


def test_no_text_is_kept_with_carriage_returns(root: Path) -> None:
    kept = [line.split() for line in _git(root, "ls-files", "--eol").splitlines()]
    # A link, such as a package's LICENSE, is no text: its kind is empty.
    kinds = {"i/", "i/lf", "i/none", "i/-text"}
    assert [file for file in kept if file[0] not in kinds] == []


def _git(root: Path, *arguments: str) -> str:
    command = ["git", "-C", str(root), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
