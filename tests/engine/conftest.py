"""The engine, and both stacks deployed by it once."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pulumi.automation import PulumiCommand

from tests.engine.cloud import Cloud
from tests.engine.deployment import Deployment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HERE = Path(__file__).parent
PROGRAM = ("__main__.py", "Pulumi.yaml", "Pulumi.dev.yaml", "Pulumi.prod.yaml")
FOLDERS = ("django_app", "function_app", "policies")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "staticfiles")


@pytest.fixture(scope="session")
def engine() -> PulumiCommand:
    """Skips the test where there is no engine; in CI there has to be one."""
    found = re.search(r"pulumi/pkg/v3 v([\d.]+)", (HERE / "go.mod").read_text())
    assert found
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    built = caches / "gatehouse" / f"pulumi-{found[1]}"
    if (built / "bin" / "pulumi").exists():
        return PulumiCommand(root=str(built))
    if shutil.which("pulumi") and str(PulumiCommand().version) == found[1]:
        return PulumiCommand()
    message = f"there is no Pulumi {found[1]}; build it by `bash tests/engine/build.sh`"
    return pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)


@pytest.fixture(scope="session")
def deploy(
    engine: PulumiCommand, root: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., Deployment]]:
    """Makes a stack that nothing has been deployed to, or copies one as it is."""
    opened: list[Deployment] = []

    def deploy(
        stack: str = "dev",
        *,
        like: Deployment | None = None,
        program: Callable[[], None] | None = None,
    ) -> Deployment:
        folder = tmp_path_factory.mktemp(stack) / "gatehouse"
        if like is None:
            _copy_program(root, folder)
            opened.append(Deployment(folder, stack, Cloud(stack.encode()), engine, program))
        else:
            opened.append(like.copy(folder))
        return opened[-1]

    yield deploy
    for one in opened:
        one.close()


@pytest.fixture(scope="session")
def dev(deploy: Callable[..., Deployment]) -> Deployment:
    """The stack dev, deployed; tests leave it as it is."""
    return _deployed(deploy("dev"))


@pytest.fixture(scope="session")
def prod(deploy: Callable[..., Deployment]) -> Deployment:
    """The stack prod, deployed; tests leave it as it is."""
    return _deployed(deploy("prod"))


@pytest.fixture(params=["dev", "prod"])
def either(request: pytest.FixtureRequest) -> Deployment:
    """One stack after the other."""
    deployment: Deployment = request.getfixturevalue(request.param)
    return deployment


def _copy_program(root: Path, folder: Path) -> None:
    folder.mkdir()
    for name in PROGRAM:
        shutil.copy(root / name, folder)
    for name in FOLDERS:
        shutil.copytree(root / name, folder / name, ignore=LEFT_OUT)


def _deployed(deployment: Deployment) -> Deployment:
    deployment.planned = deployment.preview()
    deployment.done = deployment.up()
    return deployment
