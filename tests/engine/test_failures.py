"""An update that stops halfway."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pulumi.automation import CommandError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.engine.deployment import Deployment


@pytest.mark.parametrize(
    ("stack", "authentication", "sku", "failing"),
    [
        ("dev", "entra", "BasicV2", "keyvault:Vault::kv-gatehouse-dev"),
        ("prod", "entra", "Consumption", "dbforpostgresql:Server::psql-gatehouse-prod"),
        ("dev", "password", "Developer", "resources:Deployment::gatehouse-dev"),
    ],
)
def test_an_update_that_failed_goes_on_where_it_stopped(
    deploy: Callable[..., Deployment], stack: str, authentication: str, sku: str, failing: str
) -> None:
    deployment = deploy(stack)
    deployment.configure(databaseAuthentication=authentication, apimSku=sku)
    deployment.cloud.failing = failing
    with pytest.raises(CommandError, match=f"{failing} could not be made"):
        deployment.up()
    stopped = set(deployment.cloud.existing)
    assert stopped
    _destroy_copy(deploy, deployment)

    again = deployment.up()
    assert {step.op for step in again} == {"create"}
    assert stopped < deployment.cloud.existing.keys()
    assert deployment.outputs().keys() >= {"api_url", "web_url"}
    assert deployment.cloud.unresolved() == {}
    assert deployment.leaks() == []


def _destroy_copy(deploy: Callable[..., Deployment], deployment: Deployment) -> None:
    """From every stage there is a way back."""
    doomed = deploy(like=deployment)
    doomed.configure(production=False)
    doomed.unprotect()
    doomed.destroy()
    assert doomed.cloud.existing == {}
