"""A second FastAPI service with database and secrets, on the real engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.second_service import write_program

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.engine.deployment import Deployment

TOKEN = "an0therPersonsT0ken"


@pytest.fixture(scope="module", params=["dev", "prod"])
def added(
    request: pytest.FixtureRequest, deploy: Callable[..., Deployment], root: Path
) -> tuple[Deployment, list[str]]:
    """A stack that was deployed without the service, and the steps that have added it."""
    deployed: Deployment = request.getfixturevalue(request.param)
    deployment = deploy(request.param, like=deployed)
    write_program(root, deployment.folder)
    deployment.configure(settings={"orders_app": {"SHOP": "north"}})
    deployment.configure_secret("secrets.orders_app.TOKEN", TOKEN)
    return deployment, [str(step) for step in deployment.up()]


def test_nothing_that_is_there_is_replaced_or_changed(
    added: tuple[Deployment, list[str]],
) -> None:
    deployment, steps = added
    assert [step for step in steps if not step.startswith("create ")] == []
    assert deployment.preview() == []


def test_its_secrets_are_there_and_read_by_nobody_else(
    added: tuple[Deployment, list[str]],
) -> None:
    deployment, _ = added
    assert TOKEN in deployment.cloud.secrets
    assert deployment.cloud.unresolved() == {}
    assert deployment.leaks() == []
