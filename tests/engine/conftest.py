"""The engine, and both stacks deployed by it once."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.engine.cloud import Cloud
from tests.engine.deployment import Deployment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pulumi.automation import PulumiCommand

PROGRAM = ("__main__.py", "Pulumi.yaml", "Pulumi.dev.yaml", "Pulumi.prod.yaml")
FOLDERS = ("django_app", "function_app", "policies")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "staticfiles")


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
    for file in folder.glob("Pulumi.*.yaml"):
        # What a person sets before anything can be deployed.
        file.write_text(f"{file.read_text()}  gatehouse:publisherEmail: team@contoso.com\n")


def _deployed(deployment: Deployment) -> Deployment:
    deployment.planned = deployment.preview()
    # On some days Azure has too much to do; the provider asks again by itself.
    deployment.cloud.throttled = {"azure-native:storage:StorageAccount": 1}
    deployment.done = deployment.up()
    return deployment
