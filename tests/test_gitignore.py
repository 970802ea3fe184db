"""What git never takes from this folder, and what it still does."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "path",
    [
        ".env",
        ".env.production",
        ".envrc",
        ".pulumi/credentials.json",
        "django_app/.aws/credentials",
        "django_app/.env.local",
        "django_app/db.sqlite3",
        "django_app/staticfiles/a.css",
        "function_app/.azure/token",
        "function_app/.netrc",
        "function_app/.npmrc",
        "function_app/.pypirc",
        "function_app/id_rsa",
        "function_app/key.pfx",
        "function_app/local.settings.dev.json",
        "function_app/local.settings.json",
        "function_app/server.pem",
    ],
)
def test_secrets_and_what_is_made_stay_out_of_git(root: Path, path: str) -> None:
    assert _is_ignored(root, path)


@pytest.mark.parametrize(
    "path",
    [
        ".env.example",
        ".env.sample",
        "function_app/.env.example",
        "function_app/local.settings.json.example",
    ],
)
def test_examples_of_them_do_not(root: Path, path: str) -> None:
    assert not _is_ignored(root, path)


def _is_ignored(root: Path, path: str) -> bool:
    command = ["git", "-C", str(root), "check-ignore", "--no-index", "--quiet", path]
    return subprocess.run(command, check=False).returncode == 0
