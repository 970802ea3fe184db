from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pulumi_azure_native import apimanagement, resources, storage

from components.gateway import tiers
from gatehouse.azure.refusals import graph_faults

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Declared


def test_neither_stack_has_a_fault(deployed: Declared, production: Declared) -> None:
    assert graph_faults(deployed.graph) == []
    assert graph_faults(production.graph) == []


def test_other_settings_bring_no_fault(varied: Declared) -> None:
    assert graph_faults(varied.graph) == []


@pytest.mark.parametrize("sku", tiers.SKUS)
@pytest.mark.parametrize("stack", ["dev", "prod"])
def test_neither_stack_has_a_fault_on_any_tier_with_people_to_let_in_and_to_tell(
    run_program: Callable[..., Declared], stack: str, sku: str
) -> None:
    declared = run_program(
        stack=stack,
        configuration=stack,
        apimSku=sku,
        alertEmail="operators@contoso.com",
        databaseAdministrators=[
            {
                "objectId": "9a3f2c64-0d5e-4f7b-8a1c-3e2d1f0b9a87",
                "name": "ada@contoso.com",
                "type": "User",
            }
        ],
    )
    assert graph_faults(declared.graph) == []


@pytest.mark.parametrize("stack", ["a", "abcdefghijklmnopqrst"])
def test_names_stay_within_azures_limits_whatever_the_stack_is_called(
    run_program: Callable[..., Declared], stack: str
) -> None:
    assert graph_faults(run_program(stack=stack).graph) == []


def test_what_mocks_let_pass_is_found(declare: Callable[..., Declared]) -> None:
    def program() -> None:
        resources.ResourceGroup("rg", resource_group_name="rg")
        misspelt: Any = {"headr": {"x-functions-key": ["{{function-app-key}}"]}}
        apimanagement.Backend(
            "function-app",
            backend_id="function-app",
            resource_group_name="rg",
            service_name="apim",
            protocol="https",
            url="https://example.com",
            credentials=misspelt,
            description="d" * 2001,
        )
        storage.StorageAccount(
            "st",
            account_name="st-code",
            resource_group_name="rg",
            kind=storage.Kind.STORAGE_V2,
            sku=storage.SkuArgs(name=storage.SkuName.STANDARD_LRS),
        )

    faults = graph_faults(declare(program).graph)
    backend = "azure-native:apimanagement:Backend function-app:"
    group = "/subscriptions/10ca1000-0000-4000-8000-000000000001/resourceGroups/rg"
    named = "/service/apim/namedValues/function-app-key"
    assert [fault.replace(group, "…") for fault in sorted(faults)] == [
        (
            f"{backend} credentials.headr is not a property; allowed are authorization, "
            "certificate, certificateIds, header, query; did you mean header?"
        ),
        f"{backend} description has 2001 characters; allowed are up to 2000; shorten it",
        f"{backend} it refers to {named}, which the program does not declare",
        (
            f"{backend} it refers to …/providers/Microsoft.ApiManagement/service/apim, which the "
            "program does not declare"
        ),
        f"{backend} protocol is 'https'; allowed are http, soap",
        (
            "azure-native:storage:StorageAccount st: the name is 'st-code'; allowed is 3 to 24 "
            "lower-case letters and digits"
        ),
    ]
