from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Declared

NAME = "simple-fastapi-api"


def test_the_product_is_published_and_asks_for_a_key(deployed: Declared) -> None:
    inputs = deployed.one("apimanagement:Product", NAME).inputs
    assert inputs["state"] == "published"
    assert inputs["subscriptionRequired"] is True
    assert inputs["approvalRequired"] is True


def test_the_product_holds_the_api_that_needs_a_key_and_no_other(deployed: Declared) -> None:
    (link,) = deployed.graph.of_type("azure-native:apimanagement:ProductApi")
    assert (link.inputs["productId"], link.inputs["apiId"]) == (NAME, NAME)


def test_the_subscription_is_active_for_the_product(deployed: Declared) -> None:
    inputs = deployed.one("apimanagement:Subscription", NAME).inputs
    assert inputs["scope"] == deployed.one("apimanagement:Product", NAME).outputs["id"]
    assert inputs["state"] == "active"
    assert inputs["allowTracing"] is False


def test_its_key_is_an_output_of_the_component(deployed: Declared) -> None:
    component = deployed.one("product:Product", NAME)
    assert len(component.outputs["subscriptionKey"]) > 30
