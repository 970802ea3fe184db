"""Documents of every scope, from the components that publish them to the answer over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest
from pulumi import ComponentResource
from pulumi_azure_native import apimanagement

from components.gateway.api import Api, ApiArgs
from components.gateway.openapi.interface import read_interface
from components.gateway.policy_folder import PolicyFolder
from components.gateway.product import Product, ProductArgs
from components.gateway.service_policies import ServicePolicies, ServicePoliciesArgs
from gatehouse.azure.cloud import Azure
from gatehouse.declared.gateway_document import gateway_document
from gatehouse.hosts.gateway_host import GatewayHost
from tests.components.shop import make_app

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Declared

AZURE = Azure(b"a seed for tests")
HEADERS = '<set-header name="Scope" exists-action="append"><value>{}</value></set-header>'


def document(inbound: str) -> str:
    return (
        f"<policies><inbound><base />{inbound}</inbound><backend><base /></backend>"
        "<outbound><base /></outbound><on-error><base /></on-error></policies>"
    )


DOCUMENTS = {
    "global": (
        f"<policies><inbound>{HEADERS.format('global')}</inbound><backend><forward-request />"
        "</backend><outbound /><on-error /></policies>"
    ),
    "products/shop": document(HEADERS.format("product")),
    "shop": document('<include-fragment fragment-id="told" />'),
    "make_order": document('<mock-response status-code="201" />'),
    "list_toys": document("<mock-response />"),
    "tree": document(
        '<return-response><set-body>@(string.Join(" ", context.Request.Headers["Scope"]))'
        "</set-body></return-response>"
    ),
    "fragments/told": f"<fragment>{HEADERS.format('api-by-a-fragment')}</fragment>",
}


def declare_shop() -> None:
    service: dict[str, Any] = {"resource_group_name": "rg", "service_name": "apim"}
    apimanagement.ApiManagementService(
        "apim",
        service_name="apim",
        resource_group_name="rg",
        publisher_email="a@b.test",
        publisher_name="A",
        sku=apimanagement.ApiManagementServiceSkuPropertiesArgs(name="Consumption", capacity=0),
        identity=apimanagement.ApiManagementServiceIdentityArgs(type="SystemAssigned"),
    )
    policies = ServicePolicies(
        "shop",
        ServicePoliciesArgs(
            **service,
            folder=PolicyFolder(DOCUMENTS),
            backends={"shop": ComponentResource("gatehouse:test:Backend", "backend")},
        ),
    )
    api = Api(
        "shop",
        ApiArgs(
            **service,
            path="shop",
            display_name="Shop",
            description="Sells",
            subscription_required=True,
            interface=read_interface(make_app().openapi()),
            policies=policies,
        ),
    )
    Product(
        "shop",
        ProductArgs(
            **service,
            display_name="Shop",
            description="Sells",
            apis=[api],
            policies=policies,
            clients=["team-a"],
        ),
    )


@pytest.fixture(scope="module")
def shop(declare: Callable[..., Declared]) -> dict[str, Any]:
    return gateway_document(declare(declare_shop).graph)


def keys(sid: str) -> dict[str, str]:
    """Both keys of a subscription."""
    arguments = {"serviceName": "apim", "sid": sid}
    return dict(AZURE.invoke("azure-native:apimanagement:listSubscriptionSecrets", arguments))


async def answer(
    shop: dict[str, Any], method: str, path: str, key: str = keys("shop")["primaryKey"]
) -> httpx.Response:
    host = GatewayHost(shop, {}, 0)
    await host.start()
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{host.port}") as client:
        header = {"Ocp-Apim-Subscription-Key": key}
        response = await client.request(method, path, headers=header)
    await host.stop()
    return response


async def test_every_scope_has_its_say_from_the_widest_to_the_narrowest(
    shop: dict[str, Any],
) -> None:
    response = await answer(shop, "GET", "/shop/categories")
    assert response.text == "global,product,api-by-a-fragment"


async def test_an_answer_can_be_made_up_from_a_published_model(shop: dict[str, Any]) -> None:
    response = await answer(shop, "POST", "/shop/orders")
    assert response.status_code == 201
    assert response.json() == {
        "pet": {"kind": "cat", "lives": 0},
        "toys": [],
        "size": [1, 1],
        "prices": {},
        "note": "string",
    }
    toys = await answer(shop, "GET", "/shop/toys")
    assert toys.json() == [{"name": "ball", "colour": "red"}]


@pytest.mark.parametrize("sid", ["shop", "shop-team-a"])
@pytest.mark.parametrize("which", ["primaryKey", "secondaryKey"])
async def test_both_keys_of_every_client_open_the_api(
    shop: dict[str, Any], sid: str, which: str
) -> None:
    assert (await answer(shop, "GET", "/shop/toys", keys(sid)[which])).status_code == 200


async def test_the_key_of_nobody_opens_nothing(shop: dict[str, Any]) -> None:
    assert (
        await answer(shop, "GET", "/shop/toys", keys("shop-team-b")["primaryKey"])
    ).status_code == 401
