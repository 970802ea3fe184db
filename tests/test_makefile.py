"""The short forms of commands."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _no_make_above(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keeps what `make test ARGS=…` was given from the commands here."""
    for name in ("MAKEFLAGS", "MAKEOVERRIDES", "MFLAGS", "MAKELEVEL", "ARGS"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("plan", "plan --base 'main'"),
        ("plan BASE=HEAD~1 ARGS=--format=json", "plan --base 'HEAD~1' --format=json"),
        ("adopt APP=blog ARGS=--write", "adopt 'blog' --write"),
        ("cost", "cost"),
        ("manage ARGS=migrate", "run web python manage.py migrate"),
        ("manage APP=shop ARGS=migrate", "run shop python manage.py migrate"),
        ("shell", "shell"),
        ("shell APP=function", "shell function"),
        ("psql ARGS=--csv", "psql --csv"),
        ("psql APP=web", "psql --app web"),
        ("doctor STACK=prod", "doctor --stack prod"),
        ("up", "deploy --stack dev"),
        ("up STACK=prod ARGS=--yes", "deploy --stack prod --yes"),
        ("pipeline REPO=a/b ARGS=--apply", "pipeline 'a/b' --apply"),
        ("down", "down --stack dev"),
        ("down STACK=prod ARGS=--yes", "down --stack prod --yes"),
    ],
)
def test_make_passes_on_what_it_is_given(root: Path, short: str, long: str) -> None:
    # As if the packages were there: what set-up does is another matter.
    command = ["make", "--dry-run", "--no-print-directory", "-o", ".venv/.runtime", *short.split()]
    done = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1].rstrip() == f".venv/bin/python -m gatehouse {long}"


def test_a_preview_begins_with_what_the_engine_needs_and_is_judged_by_the_pack(root: Path) -> None:
    command = ["make", "--dry-run", "--no-print-directory", "-o", ".venv/.runtime", "preview"]
    done = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
    first, *_, last = done.stdout.splitlines()
    assert first == ".venv/bin/python -m gatehouse ready --stack dev"
    assert last == "pulumi preview --diff --policy-pack policy_pack --stack dev"


def test_the_canary_gets_the_outputs_and_no_secret_as_an_argument(root: Path) -> None:
    installed = ("-o", ".venv/.development")
    command = ["make", "--dry-run", "--no-print-directory", *installed, "canary", "STACK=prod"]
    done = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == (
        "pulumi stack output --json --show-secrets --stack prod"
        " | .venv/bin/python -m gatehouse canary"
        " --visits tests/system/visits.py"
    )


def test_the_audit_asks_of_every_lock_that_no_other_has_in_it(root: Path) -> None:
    command = ["make", "--dry-run", "--no-print-directory", "-o", ".venv/.development", "audit"]
    done = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
    lines = done.stdout.splitlines()
    assert [line.split()[-1] for line in lines] == [
        "tests/requirements.txt",
        "policy_pack/requirements.txt",
    ]
    assert all("--strict --disable-pip --require-hashes" in line for line in lines)
