from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Declared

NAME = "simple-fastapi-api"
SECRET = "4dabf18193072939515e22adb298388d"
"""By which the engine marks a secret."""


def test_the_product_is_published_and_asks_for_a_key(deployed: Declared) -> None:
    inputs = deployed.one("apimanagement:Product", NAME).inputs
    assert inputs["state"] == "published"
    assert inputs["subscriptionRequired"] is True
    assert inputs["approvalRequired"] is True


def test_the_product_holds_the_api_that_needs_a_key_and_no_other(deployed: Declared) -> None:
    (link,) = deployed.graph.of_type("azure-native:apimanagement:ProductApi")
    assert (link.inputs["productId"], link.inputs["apiId"]) == (NAME, NAME)


def test_the_subscription_is_active_for_the_product(deployed: Declared) -> None:
    (subscription,) = deployed.graph.of_type("azure-native:apimanagement:Subscription")
    inputs = subscription.inputs
    assert inputs["scope"] == deployed.one("apimanagement:Product", NAME).outputs["id"]
    assert inputs["state"] == "active"
    assert inputs["allowTracing"] is False


def test_its_key_is_an_output_of_the_component(deployed: Declared) -> None:
    component = deployed.one("product:Product", NAME)
    assert len(component.outputs["subscriptionKey"]) > 30


def test_each_client_has_a_subscription_and_keys_of_its_own(
    run_program: Callable[..., Declared],
) -> None:
    declared = run_program(apiClients=["team-a", "team-b"])
    product = declared.one("apimanagement:Product", NAME).outputs["id"]
    found = declared.graph.of_type("azure-native:apimanagement:Subscription")
    assert {one.inputs["sid"]: one.inputs["displayName"] for one in found} == {
        NAME: "Simple FastAPI",
        f"{NAME}-team-a": "team-a",
        f"{NAME}-team-b": "team-b",
    }
    assert {one.inputs["scope"] for one in found} == {product}
    outputs = declared.graph.stack_outputs
    keys = outputs["subscription_keys"]
    assert keys.keys() == {"team-a", "team-b"}
    assert len({outputs["subscription_key"], *keys.values()}) == 3


def test_without_clients_the_first_key_is_the_only_one(deployed: Declared) -> None:
    assert deployed.graph.stack_outputs["subscription_keys"] == {}
    (stack,) = (outputs for urn, outputs in deployed.outputs.items() if "pulumi:Stack" in urn)
    assert SECRET in stack["subscription_keys"]
