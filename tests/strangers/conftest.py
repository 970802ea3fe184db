"""Apps that somebody brings, moved in as docs/bring-your-app.md says, and running."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.checkout import checked_out
from tests.system.conftest import LocalRun, local_run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pulumi.automation import PulumiCommand

ROOT = Path(__file__).parents[2]
APPS = Path(__file__).with_name("apps")
HOW_TO = ROOT / "docs" / "bring-your-app.md"
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
LAST = "make local"
"""What the how-to ends with; the tests give it free ports."""
KEYS = """
import asyncio, json, pathlib
from gatehouse.program.child import evaluate
outputs = asyncio.run(evaluate("dev", pathlib.Path(".local"))).stack_outputs
print(json.dumps(outputs["api_keys"]))
"""


@dataclass(frozen=True)
class Strangers:
    """The running system, and how its apps are reached."""

    run: LocalRun
    keys: Mapping[str, Any]
    """Subscription keys by API."""

    @property
    def folder(self) -> Path:
        return self.run.folder

    def url(self, app: str) -> str:
        """Where the site of the folder is."""
        url: str = self.run.endpoints["apps"][app]
        return url


def commands() -> list[str]:
    """What the how-to has a person type, from its first line to its last."""
    blocks = BLOCK.findall(HOW_TO.read_text())
    return [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]


@pytest.fixture(scope="package")
def strangers(
    engine: PulumiCommand, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Strangers]:
    """Follows the how-to in a fresh copy, with the apps beside it, up to its last command."""
    home = tmp_path_factory.mktemp("pulumi")
    environment = {
        "HOME": str(Path.home()),  # where packages are kept
        "PATH": f"{Path(engine.command).parent}:{os.environ['PATH']}",
        "PULUMI_BACKEND_URL": f"file://{home}",
        "PULUMI_CONFIG_PASSPHRASE": "of tests",
        "PULUMI_HOME": str(home),
        "PULUMI_SKIP_UPDATE_CHECK": "true",
    }
    *steps, last = commands()
    assert last == LAST
    with checked_out(ROOT) as folder:
        for app in APPS.iterdir():
            shutil.copytree(app, folder.parent / app.name)
        for step in steps:
            subprocess.run(shlex.split(step), cwd=folder, env=environment, check=True)
        with local_run(folder) as run:
            asked = subprocess.run(
                [".venv/bin/python", "-c", KEYS],
                cwd=folder,
                check=True,
                capture_output=True,
                text=True,
            )
            yield Strangers(run, json.loads(asked.stdout.splitlines()[-1]))
        sys.stdout.write(run.said())
