"""What Azure would refuse is refused by the stand-in, though mocks let it pass."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pulumi import ResourceOptions
from pulumi.automation import CommandError
from pulumi_azure_native import apimanagement, resources, storage

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Declared
    from tests.engine.deployment import Deployment

GROUP = "rg"


def misspelt_key() -> None:
    resources.ResourceGroup(GROUP, resource_group_name=GROUP)
    credentials: Any = {"headers": {"x-functions-key": ["key"]}}
    apimanagement.Backend(
        "backend",
        backend_id="backend",
        resource_group_name=GROUP,
        service_name="apim",
        protocol=apimanagement.BackendProtocol.HTTP,
        url="https://example.com",
        credentials=credentials,
    )


def wrong_name() -> None:
    group = resources.ResourceGroup(GROUP, resource_group_name=GROUP)
    _container(group, "App_Package")


def missing_account() -> None:
    group = resources.ResourceGroup(GROUP, resource_group_name=GROUP)
    _container(group, "app-package")


REFUSALS = [
    (misspelt_key, "credentials.headers is not a property.*did you mean header?"),
    (wrong_name, "the name is 'App_Package'; allowed is 3 to 63 lower-case letters"),
    (missing_account, "ResourceNotFound: .*/containers/app-package needs .*/storageAccounts/st"),
]


@pytest.mark.parametrize(("program", "refusal"), REFUSALS)
def test_what_azure_would_refuse_fails_on_the_engine_and_passes_mocks(
    deploy: Callable[..., Deployment],
    declare: Callable[..., Declared],
    program: Callable[[], None],
    refusal: str,
) -> None:
    assert len(declare(program).graph.resources) == 2
    with pytest.raises(CommandError, match=refusal):
        deploy(program=program).up()


def _container(group: resources.ResourceGroup, name: str) -> None:
    storage.BlobContainer(
        "container",
        container_name=name,
        account_name="st",
        resource_group_name=GROUP,
        opts=ResourceOptions(depends_on=[group]),
    )
