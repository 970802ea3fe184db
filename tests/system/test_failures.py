"""A start that can't be: one clear message, an exit code, and nothing left behind."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PORTS = ["--port", "0", "--function-port", "0", "--web-port", "0", "--postgres-port", "0"]
UP = [sys.executable, "-m", "gatehouse", "up", *PORTS]


@contextmanager
def broken(file: Path, old: str, new: str) -> Iterator[None]:
    before = file.read_text()
    assert old in before
    file.write_text(before.replace(old, new, 1))
    try:
        yield
    finally:
        file.write_text(before)


def up(checkout: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        UP, cwd=checkout, check=False, capture_output=True, text=True, timeout=120
    )


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        (
            "policies/generate_name.xml",
            'calls="20"',
            'calls="many"',
            "policies/generate_name.xml:4 rate-limit: calls='many' is refused",
        ),
        (
            "policies/public-docs.xml",
            "<set-backend-service",
            "<set-backend-servant",
            "policies/public-docs.xml:4 set-backend-servant: this policy is not known",
        ),
        (
            "Pulumi.dev.yaml",
            "config:\n",
            "config:\n  gatehouse:publisherEmail: nobody\n",
            "gatehouse:publisherEmail is 'nobody'; allowed is an e-mail address",
        ),
        ("__main__.py", "name = config.workload", "name = config.nothing", "AttributeError"),
        ("function_app/routes.py", "router = APIRouter()", "router = APIRouter(", "SyntaxError"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_left(
    checkout: Path, name: str, old: str, new: str, told: str
) -> None:
    with broken(checkout / name, old, new):
        done = up(checkout)
    assert done.returncode == 1
    assert told in done.stderr
    left = {path.name for path in (checkout / ".local").iterdir()}
    assert left & {"endpoints.json", "run.lock"} == set()
