"""What every entry must say."""

from __future__ import annotations

import importlib
import inspect
from typing import TYPE_CHECKING

import pytest

from gatehouse.azure.kinds import table
from gatehouse.azure.kinds.ids import PLACEHOLDER
from gatehouse.azure.kinds.table import FUNCTIONS, KINDS, SERVICES

if TYPE_CHECKING:
    from pathlib import Path

NATIVE = {type_: kind for type_, kind in KINDS.items() if not type_.startswith("random:")}


def test_every_type_and_function_is_there_once() -> None:
    assert len(KINDS) == sum(len(service.kinds) for service in SERVICES)
    assert len(FUNCTIONS) == sum(len(service.functions) for service in SERVICES)


def test_every_file_of_a_service_is_in_the_table(root: Path) -> None:
    folder = root / "packages/gatehouse/src/gatehouse/azure/kinds"
    files = {file.stem for file in folder.glob("*.py") if " = Service(" in file.read_text()}
    assert {name.upper() for name in files} == {name for name in vars(table) if name.isupper()} - {
        "FUNCTIONS",
        "KINDS",
        "SERVICES",
    }
    assert len(SERVICES) == len(files)


@pytest.mark.parametrize("type_", NATIVE)
def test_an_id_is_made_of_inputs_that_the_type_has(type_: str) -> None:
    _, module, name = type_.split(":")
    resource = getattr(importlib.import_module(f"pulumi_azure_native.{module}"), name)
    wire_names = {
        _camel(parameter) for parameter in inspect.signature(resource._internal_init).parameters
    }
    kind = KINDS[type_]
    assert {*kind.in_id, *PLACEHOLDER.findall(kind.second_parent), *kind.longest} <= wire_names


def test_every_type_of_azure_has_a_rule_for_its_name() -> None:
    assert [type_ for type_, kind in NATIVE.items() if kind.name is None] == []


def test_a_price_says_what_is_charged_or_why_nothing_is() -> None:
    prices = {type_: kind.price for type_, kind in KINDS.items()}
    assert [
        type_ for type_, one in prices.items() if not one or not (one.charges or one.free)
    ] == []


def test_every_type_of_api_management_and_no_other_says_whether_the_gateway_is_given_it() -> None:
    told = {type_ for type_, kind in KINDS.items() if kind.gateway is not None}
    assert told == {type_ for type_ in KINDS if type_.startswith("azure-native:apimanagement:")}


def _camel(name: str) -> str:
    first, *rest = name.rstrip("_").split("_")
    return first + "".join(word.capitalize() for word in rest)
