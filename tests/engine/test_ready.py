"""What stops a deployment before it begins, by the real engine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pulumi.automation import CommandError

if TYPE_CHECKING:
    from collections.abc import Callable

    from pulumi.automation import PulumiCommand

    from tests.engine.deployment import Deployment

PROGRAM = ("Pulumi.yaml", "Pulumi.dev.yaml")
INIT = ("stack", "init", "dev")
ADDRESS = ("config", "set", "publisherEmail", "you@contoso.com", "--stack", "dev")


@pytest.fixture
def environment(tmp_path: Path, engine: PulumiCommand) -> dict[str, str]:
    """A machine with the engine, and an `az` that somebody is logged in to."""
    az = tmp_path / "bin" / "az"
    az.parent.mkdir()
    az.write_text("#!/bin/sh\n")
    az.chmod(0o755)
    path = os.pathsep.join([str(az.parent), str(Path(engine.command).parent), os.environ["PATH"]])
    return {
        "PATH": path,
        "PULUMI_BACKEND_URL": f"file://{tmp_path}",
        "PULUMI_CONFIG_PASSPHRASE": "of a test",
        "PULUMI_HOME": str(tmp_path / "home"),
        "PULUMI_SKIP_UPDATE_CHECK": "true",
    }


@pytest.mark.parametrize(
    ("before", "backend", "told"),
    [
        ((), "", "nobody is logged in to Pulumi: run `pulumi login`"),
        ((), "file", "there is no stack dev: run `pulumi stack init dev`"),
        ((INIT,), "file", "gatehouse:publisherEmail is not set, and Pulumi.yaml requires it: run"),
        ((INIT, ADDRESS), "file", ""),
    ],
)
def test_what_is_missing_is_told_with_its_remedy(
    engine: PulumiCommand,
    root: Path,
    tmp_path: Path,
    environment: dict[str, str],
    before: tuple[tuple[str, ...], ...],
    backend: str,
    told: str,
) -> None:
    for name in PROGRAM:
        shutil.copy(root / name, tmp_path)
    for command in before:
        engine.run([*command], str(tmp_path), environment)
    if not backend:
        environment |= {"PULUMI_BACKEND_URL": "", "PULUMI_ACCESS_TOKEN": ""}
    done = subprocess.run(
        [sys.executable, "-m", "gatehouse", "ready", "--stack", "dev"],
        cwd=tmp_path,
        env={**os.environ, **environment, "PYTHONPATH": str(root)},
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (int(bool(told)), "")
    assert done.stderr.strip().startswith(told)
    assert bool(done.stderr) == bool(told)


def test_the_address_of_an_example_is_refused_before_anything_is_made(
    deploy: Callable[..., Deployment],
) -> None:
    deployment = deploy("dev")
    deployment.configure(publisherEmail="api-team@example.com")
    with pytest.raises(CommandError) as refusal:
        deployment.preview()
    assert "run `pulumi config set gatehouse:publisherEmail you@YOUR-DOMAIN`" in str(refusal.value)
    assert deployment.cloud.existing == {}
