from __future__ import annotations

import runpy
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_it_knows_the_sites_own_command(
    variables: Callable[[], dict[str, str]], django_app: Path
) -> None:
    command = [sys.executable, "manage.py", "help", "prepare"]
    said = subprocess.check_output(command, cwd=django_app, env=variables(), text=True)
    assert "loads quizzes into a database that has none" in " ".join(said.split())


def test_reading_it_does_nothing(django_app: Path) -> None:
    assert "execute_from_command_line" in runpy.run_path(str(django_app / "manage.py"))
