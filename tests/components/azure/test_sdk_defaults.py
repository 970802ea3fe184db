from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi import ResourceOptions
from pulumi_azure_native import apimanagement

from components.azure import sdk_defaults

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Declared


def test_what_the_sdk_adds_is_taken_out_and_the_rest_stays(
    declare: Callable[..., Declared],
) -> None:
    def service(name: str, opts: ResourceOptions | None = None) -> None:
        apimanagement.ApiManagementService(
            name,
            resource_group_name="rg",
            publisher_email="api@gatehouse.dev",
            publisher_name="Gatehouse",
            identity=apimanagement.ApiManagementServiceIdentityArgs(
                type=apimanagement.ApimIdentityType.SYSTEM_ASSIGNED
            ),
            sku=apimanagement.ApiManagementServiceSkuPropertiesArgs(name="Developer", capacity=1),
            opts=opts,
        )

    def program() -> None:
        left_out = sdk_defaults.without("enable_client_certificate", "restore")
        service("as-the-sdk-has-it")
        service("without", ResourceOptions(transformations=[left_out]))

    declared = declare(program)
    kind = "apimanagement:ApiManagementService"
    before = declared.one(kind, "as-the-sdk-has-it").inputs
    after = declared.one(kind, "without").inputs
    assert before.keys() - after.keys() == {"enableClientCertificate", "restore"}
    assert after == {name: value for name, value in before.items() if name in after}
