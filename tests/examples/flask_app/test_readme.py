"""The README, followed word by word in a copy of the folder that has nothing else."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from typing import TYPE_CHECKING
from urllib.request import urlopen

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def test_the_app_runs_in_an_environment_of_its_own(
    serve: Callable[..., AbstractContextManager[str]],
    variables: dict[str, str],
    flask_app: Path,
    tmp_path: Path,
) -> None:
    folder = tmp_path / "flask_app"
    shutil.copytree(flask_app, folder, ignore=shutil.ignore_patterns(".venv", "__pycache__"))
    (tmp_path / ".env").write_text("".join(f'{one}="{text}"\n' for one, text in variables.items()))
    block = BLOCK.findall((folder / "README.md").read_text())[0]
    *steps, last = [line.removeprefix("$ ") for line in block.splitlines()]
    clean = {name: os.environ[name] for name in ("HOME", "PATH") if name in os.environ}
    for step in steps:
        subprocess.run(shlex.split(step), cwd=folder, env=clean, check=True)
    with serve(shlex.split(last), clean, folder) as url, urlopen(url) as page:
        assert "Say hello" in page.read().decode()
