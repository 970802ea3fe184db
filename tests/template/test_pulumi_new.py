"""`pulumi new` on a copy of the repository, by the real engine: its questions, what comes of it."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from gatehouse.program.stack_files import StackFiles
from tests.checkout import checked_out

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi.automation import PulumiCommand

ANSWERS = {
    "Project name (gatehouse):": "shop",
    "Project description (": "",
    "Stack name (dev):": "",
    "(azure-native:location) (westeurope):": "northeurope",
    "(publisherEmail):": "team@contoso.com",
}
"""How each question ends, in their order → what is typed."""
READY = "Your new project is ready to go!"
SECONDS = 60
TERMINAL_QUERY, TERMINAL_ANSWER = b"\x1b[6n", b"\x1b[1;1R"
"""The engine asks the terminal where its cursor is, and waits for it."""


@pytest.fixture(scope="module")
def environment(
    engine: PulumiCommand, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, str]:
    """An engine that keeps its state in a folder; it asks questions only outside of CI."""
    home = tmp_path_factory.mktemp("pulumi")
    plugin = home / "pulumi-language-python"
    script = Path(__file__).with_name("language_plugin.py")
    plugin.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{script}"\n')
    plugin.chmod(0o755)
    return {
        "HOME": str(Path.home()),  # where the environments of apps are kept
        "PATH": f"{Path(engine.command).parent}:{home}:{os.environ['PATH']}",
        "PULUMI_BACKEND_URL": f"file://{home}",
        "PULUMI_CONFIG_PASSPHRASE": "of tests",
        "PULUMI_HOME": str(home),
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        "TERM": "xterm",
    }


@pytest.fixture(scope="module")
def project(
    environment: Mapping[str, str], root: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A project made from the template, with answers to every question."""
    folder = tmp_path_factory.mktemp("shop")
    # Not the tests' common checkout: others have made an environment there, whose links Pulumi
    # can't copy.
    with checked_out(root) as checkout:
        command = ["pulumi", "new", str(checkout), "--offline", "--color", "never"]
        said = answer(command, folder, environment)
    assert READY in said
    return folder


def answer(command: list[str], folder: Path, environment: Mapping[str, str]) -> str:
    """Runs the command in a terminal, types the answers, and returns what it said."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execvpe(command[0], command, environment)  # noqa: S606 - no shell is wanted
    said, asked = b"", dict(ANSWERS)
    deadline = time.monotonic() + SECONDS
    while READY.encode() not in said and time.monotonic() < deadline:
        if not select.select([terminal], [], [], 0.2)[0]:
            continue
        try:
            heard = os.read(terminal, 4096)
        except OSError:  # it has ended
            break
        said += heard
        if TERMINAL_QUERY in heard:
            os.write(terminal, TERMINAL_ANSWER)
        question = next(iter(asked), None)
        if question and question in said.decode(errors="replace"):
            os.write(terminal, f"{asked.pop(question)}\r".encode())
    os.close(terminal)
    os.waitpid(pid, 0)
    return said.decode()


def stack_file(folder: Path) -> Mapping[str, Any]:
    settings: Mapping[str, Any] = yaml.safe_load((folder / "Pulumi.dev.yaml").read_text())["config"]
    return settings


def test_the_answers_are_the_settings_of_the_stack(project: Path) -> None:
    settings = stack_file(project)
    assert settings["shop:publisherEmail"] == "team@contoso.com"
    assert settings["azure-native:location"] == "northeurope"


def test_what_the_stack_has_from_the_template_belongs_to_the_new_project(
    project: Path, root: Path
) -> None:
    names = {key.partition(":")[0] for key in stack_file(project)}
    assert names == {"azure-native", "shop"}
    mine = StackFiles.load(root, "prod").values
    theirs = StackFiles.load(project, "prod").values
    assert {key.partition(":")[2] for key in theirs} == {key.partition(":")[2] for key in mine}


def test_the_new_project_is_checked_like_this_one(
    project: Path, environment: Mapping[str, str]
) -> None:
    command = [sys.executable, "-m", "gatehouse", "check"]
    done = subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_project_of_the_template_is_no_template_itself(project: Path) -> None:
    document = yaml.safe_load((project / "Pulumi.yaml").read_text())
    assert (document["name"], "template" in document) == ("shop", False)
