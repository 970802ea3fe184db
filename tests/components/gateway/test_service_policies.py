from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pulumi_azure_native import apimanagement

from components.errors import ComponentError
from components.gateway.policy_folder import PolicyFolder
from components.gateway.product import Product, ProductArgs
from components.gateway.service_policies import ServicePolicies, ServicePoliciesArgs

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Declared

INCLUDE = '<include-fragment fragment-id="{}" />'
BACKEND = '<set-backend-service backend-id="{}" />'


def declare_policies(**documents: str) -> ServicePolicies:
    backend = apimanagement.Backend(
        "app", backend_id="app", resource_group_name="rg", service_name="apim", url="https://a.test"
    )
    named = {name.replace("__", "/"): document for name, document in documents.items()}
    policies = ServicePolicies(
        "all",
        ServicePoliciesArgs(
            resource_group_name="rg",
            service_name="apim",
            folder=PolicyFolder(named),
            backends={"app": backend},
        ),
    )
    Product(
        "shop",
        ProductArgs(
            resource_group_name="rg",
            service_name="apim",
            display_name="Shop",
            description="Sells",
            apis=[],
            policies=policies,
        ),
    )
    return policies


@pytest.mark.parametrize("preview", [True, False])
def test_the_document_for_every_call_waits_for_the_fragments_that_it_includes(
    declare: Callable[..., Declared], *, preview: bool
) -> None:
    document = INCLUDE.format("one") + INCLUDE.format("two")
    documents = {"global": document, "fragments__one": "<fragment />", "fragments__two": "<f />"}
    declared = declare(lambda: declare_policies(**documents), preview=preview)
    policy = declared.one("apimanagement:Policy", "global", "ServicePolicies")
    assert policy.inputs["value"] == document
    assert policy.inputs["format"] == "rawxml"
    assert policy.inputs["policyId"] == "policy"
    assert declared.waits_for(policy) == {
        "apimanagement:PolicyFragment one",
        "apimanagement:PolicyFragment two",
    }


def test_a_fragment_is_declared_by_the_name_of_its_file(
    declare: Callable[..., Declared],
) -> None:
    declared = declare(lambda: declare_policies(fragments__one=BACKEND.format("app")))
    fragment = declared.one("apimanagement:PolicyFragment", "one", "ServicePolicies")
    assert (fragment.inputs["id"], fragment.inputs["format"]) == ("one", "rawxml")
    assert fragment.outputs["id"].endswith("/service/apim/policyFragments/one")
    assert declared.waits_for(fragment) == {"apimanagement:Backend app"}


def test_a_product_has_the_document_of_its_name(declare: Callable[..., Declared]) -> None:
    document = INCLUDE.format("one")
    documents = {"products__shop": document, "fragments__one": "<fragment />"}
    declared = declare(lambda: declare_policies(**documents))
    policy = declared.one("apimanagement:ProductPolicy", "shop", "Product")
    assert policy.inputs["value"] == document
    assert policy.inputs["productId"] == "shop"
    assert declared.waits_for(policy) == {
        "apimanagement:PolicyFragment one",
        "apimanagement:Product shop",
    }


def test_without_documents_nothing_is_declared(declare: Callable[..., Declared]) -> None:
    declared = declare(declare_policies)
    types = {one.type.rpartition(":")[2] for one in declared.graph.resources}
    assert types == {"Backend", "ServicePolicies", "Product", "Subscription"}


@pytest.mark.parametrize(
    "named_elsewhere",
    [
        f"<!-- {INCLUDE.format('old')} -->",
        BACKEND.format("@(context.Variables.GetValueOrDefault<string>('b'))"),
        BACKEND.format("{{backend}}"),
    ],
)
def test_what_is_commented_out_or_known_only_in_a_call_is_not_waited_for(
    declare: Callable[..., Declared], named_elsewhere: str
) -> None:
    declared = declare(lambda: declare_policies(**{"global": named_elsewhere}))
    assert declared.waits_for(declared.one("apimanagement:Policy", "global")) == set()


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (
            INCLUDE.format("on"),
            "the fragment 'on'; allowed are the fragments that are declared: one",
        ),
        (BACKEND.format("ap"), "the backend 'ap'; allowed are the backends that are declared: app"),
    ],
)
def test_a_name_of_nothing_is_refused(
    declare: Callable[..., Declared], document: str, expected: str
) -> None:
    documents = {"global": document, "fragments__one": "<fragment />"}
    with pytest.raises(ComponentError) as refusal:
        declare(lambda: declare_policies(**documents))
    assert str(refusal.value) == f"policies/global.xml names {expected}; correct the name"


def test_a_fragment_in_a_service_without_any_is_refused(
    declare: Callable[..., Declared],
) -> None:
    with pytest.raises(ComponentError, match=r"that are declared: none; correct the name$"):
        declare(lambda: declare_policies(**{"global": INCLUDE.format("x")}))


def test_a_second_app_adds_what_is_not_there_yet(declare: Callable[..., Declared]) -> None:
    documents = {"global": "<policies />", "fragments/one": "<fragment />"}

    def program() -> None:
        policies = declare_policies(**{"global": "<policies />", "fragments__one": "<fragment />"})
        policies.add(PolicyFolder({**documents, "fragments/two": "<fragment />"}), {})

    declared = declare(program)
    fragments = declared.graph.of_type("azure-native:apimanagement:PolicyFragment")
    assert [one.name for one in fragments] == ["one", "two"]
    assert len(declared.graph.of_type("azure-native:apimanagement:Policy")) == 1
