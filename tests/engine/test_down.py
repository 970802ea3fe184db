"""`make down` on the real engine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from pulumi.automation import PulumiCommand

    from tests.engine.deployment import Deployment


@pytest.fixture
def down(engine: PulumiCommand, root: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the command in the folder of a deployment, with a person's answer."""
    path = os.pathsep.join([str(Path(engine.command).parent), os.environ["PATH"]])

    def run(deployment: Deployment, stack: str, answer: str) -> subprocess.CompletedProcess[str]:
        workspace = deployment._stack.workspace
        home = {"PULUMI_HOME": str(workspace.pulumi_home), "PATH": path, "PYTHONPATH": str(root)}
        return subprocess.run(
            [sys.executable, "-m", "gatehouse", "down", "--stack", stack],
            cwd=deployment.folder,
            env={**os.environ, **workspace.env_vars, **home},
            input=answer,
            check=False,
            capture_output=True,
            text=True,
        )

    return run


def test_a_stack_goes_when_the_person_agrees(
    deploy: Callable[..., Deployment],
    dev: Deployment,
    down: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    doomed = deploy(like=dev)
    existing = {id_.rpartition("/")[2] for id_ in doomed.cloud.existing}
    done = down(doomed, "dev", "dev\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert {name for name in existing if name not in done.stdout} == set()
    assert doomed.cloud.existing == {}
    assert [one for one in doomed.cloud.secrets if one in done.stdout] == []


def test_a_protected_stack_stays_and_says_what_is_protected(
    prod: Deployment, down: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    before = set(prod.cloud.existing)
    done = down(prod, "prod", "prod\n")
    assert done.returncode == 1
    assert "prod: 5 of " in done.stdout
    assert "prod has 5 protected resources, and nothing was destroyed" in done.stderr
    assert prod.cloud.existing.keys() == before
