"""Apps that somebody brings, moved in as docs/bring-your-app.md says, and running."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from contextlib import contextmanager
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
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
ALONE = "## Without the sample apps"
"""Heading of the section that starts from a fresh copy again."""
LAST = "make local"
"""What the how-to ends with; the tests give it free ports."""
WHO = ("AUTHOR", "COMMITTER")
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


def blocks(language: str, text: str | None = None) -> list[str]:
    """The how-to's blocks in the language, in their order."""
    found = BLOCK.findall(HOW_TO.read_text() if text is None else text)
    return [block for name, block in found if name == language]


def commands(text: str) -> list[str]:
    """What the text has a person type, from its first line to its last."""
    lines = "".join(blocks("console", text)).splitlines()
    return [line.removeprefix("$ ") for line in lines]


def bring_apps(folder: Path) -> None:
    """Puts the apps into the folder, each with the files for Functions if it needs them."""
    for app in APPS.iterdir():
        shutil.copytree(app, folder / app.name)
    for name in ("ledger", "prices"):
        (folder / name / "function_app.py").write_text(blocks("python")[0])
        (folder / name / "host.json").write_text(blocks("json")[0])


def environment(engine: PulumiCommand, home: Path) -> Mapping[str, str]:
    """A person's environment, with an engine that keeps its state in the folder."""
    return {
        **{f"GIT_{who}_{what}": "a@b.example" for who in WHO for what in ("NAME", "EMAIL")},
        "HOME": str(Path.home()),  # where packages are kept
        "PATH": f"{Path(engine.command).parent}:{os.environ['PATH']}",
        "PULUMI_BACKEND_URL": f"file://{home}",
        "PULUMI_CONFIG_PASSPHRASE": "of tests",
        "PULUMI_HOME": str(home),
        "PULUMI_SKIP_UPDATE_CHECK": "true",
    }


@contextmanager
def followed(text: str, environment: Mapping[str, str]) -> Iterator[Path]:
    """Follows the text in a fresh copy, with the apps beside it, up to its last command."""
    *steps, last = commands(text)
    assert last == LAST
    with checked_out(ROOT) as folder:
        bring_apps(folder.parent)
        for step in steps:
            subprocess.run(shlex.split(step), cwd=folder, env=environment, check=True)
        yield folder


@pytest.fixture(scope="package")
def strangers(
    engine: PulumiCommand, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Strangers]:
    """The system after the how-to's last command, with the sample apps in it."""
    person = environment(engine, tmp_path_factory.mktemp("pulumi"))
    with followed(HOW_TO.read_text().partition(ALONE)[0], person) as folder:
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
