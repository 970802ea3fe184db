from __future__ import annotations

from collections.abc import Awaitable, Mapping, Sequence
from typing import get_origin

import pytest
from pulumi import Output
from pulumi_azure_native import keyvault, network

from gatehouse.azure.kinds.postgres import PrincipalType
from gatehouse.azure.sdk_types import (
    alternatives,
    answers_of,
    inputs_of,
    outputs_of,
    properties_of,
)
from gatehouse.errors import LocalError


def test_inputs_have_the_names_of_the_wire_and_say_which_are_required() -> None:
    inputs = inputs_of("azure-native:keyvault:Vault")
    required = {name for name, one in inputs.items() if one.required}
    assert required == {"properties", "resourceGroupName"}
    assert inputs.keys() - required == {"location", "tags", "vaultName"}
    assert inputs["properties"].types == (keyvault.VaultPropertiesArgs,)


def test_a_class_of_the_sdk_says_the_same_of_its_parts() -> None:
    sku = properties_of(keyvault.SkuArgs)
    assert {name for name, one in sku.items() if one.required} == {"family", "name"}
    assert sku["name"].types == (keyvault.SkuName,)


def test_a_resource_that_is_also_a_part_of_others_is_taken_as_a_resource() -> None:
    assert "resourceGroupName" in inputs_of("azure-native:network:Subnet")
    assert "resourceGroupName" not in properties_of(network.SubnetArgs)


def test_where_the_sdk_is_mistaken_azure_decides() -> None:
    inputs = inputs_of("azure-native:dbforpostgresql:AdministratorsMicrosoftEntra")
    assert inputs["principalType"].types == (PrincipalType,)
    assert not inputs["principalType"].required


def test_outputs_are_what_azure_answers() -> None:
    outputs = outputs_of("azure-native:keyvault:Vault")
    assert {"location", "name", "properties"} <= outputs.keys()
    (properties,) = outputs["properties"]
    assert "vaultUri" in answers_of(properties)


def test_random_resources_have_a_module_of_their_own() -> None:
    assert inputs_of("random:index/randomPassword:RandomPassword")["length"].required


@pytest.mark.parametrize(
    "type_",
    ["azure-native:keyvault:Vaults", "azure-native:keyvaults:Vault", "aws:s3/bucket:Bucket"],
)
def test_a_type_that_the_sdk_lacks_is_refused(type_: str) -> None:
    with pytest.raises(LocalError, match=rf"declares a {type_}.*allowed.*correct"):
        inputs_of(type_)


@pytest.mark.parametrize(
    ("hint", "expected"),
    [
        (str, (str,)),
        (str | Awaitable[str] | Output[str], (str,)),
        (int | None | Awaitable[int | None] | Output[int | None], (int,)),
        (str | int | None, (str, int)),
    ],
)
def test_a_hint_is_read_without_promises(hint: object, expected: tuple[type, ...]) -> None:
    assert alternatives(hint) == expected


def test_a_list_stays_a_list() -> None:
    (listed,) = alternatives(Sequence[str] | None)
    (mapped,) = alternatives(Mapping[str, str] | None)
    assert (get_origin(listed), get_origin(mapped)) == (Sequence, Mapping)
