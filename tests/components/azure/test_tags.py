from __future__ import annotations

import importlib
import inspect
from typing import TYPE_CHECKING

import pytest

from components.azure.tags import tagged

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.conftest import Declared

SITE = "azure-native:web:WebApp"
NAMED_VALUE = "azure-native:apimanagement:NamedValue"
DEPLOYMENT = "azure-native:resources:Deployment"


@pytest.mark.parametrize(
    ("type_", "props", "expected"),
    [
        (SITE, {"tags": None}, {"tags": {"project": "gatehouse"}}),
        (SITE, {"tags": {"a": "b"}}, {"tags": {"project": "gatehouse", "a": "b"}}),
        (SITE, {"tags": {"project": "own"}}, {"tags": {"project": "own"}}),
        (SITE, {"name": "x"}, {"name": "x"}),
        (NAMED_VALUE, {"tags": ["key"]}, {"tags": ["key"]}),
        (NAMED_VALUE, {"tags": None}, {"tags": None}),
        (DEPLOYMENT, {"tags": None}, {"tags": None}),
    ],
)
def test_tags_are_added_where_a_type_declares_pairs(
    type_: str, props: Mapping[str, object], expected: Mapping[str, object]
) -> None:
    assert tagged(type_, props, {"project": "gatehouse"}) == expected


def test_every_taggable_resource_of_the_program_is_tagged(deployed: Declared) -> None:
    taggable = {one.urn for one in deployed.graph.resources if _takes_tags(one.type)}
    tagged_ones = {
        one.urn
        for one in deployed.graph.resources
        if isinstance(one.inputs.get("tags"), dict)
        and one.inputs["tags"]["project"] == "gatehouse"
        and one.inputs["tags"]["environment"] == "dev"
        and one.inputs["tags"]["managed-by"] == "pulumi"
        and one.inputs["tags"]["cost-code"] == "development"
    }
    assert len(taggable) > 5
    assert tagged_ones == taggable


def test_a_resource_keeps_the_tags_of_its_own(deployed: Declared) -> None:
    account = deployed.one("storage:StorageAccount", "stfuncgatehoused")
    assert account.inputs["tags"]["resource-usage"] == "azure-functions"


def _takes_tags(type_: str) -> bool:
    package, module, kind = type_.split(":")
    if package != "azure-native" or type_ == DEPLOYMENT:
        return False
    resource = getattr(importlib.import_module(f"pulumi_azure_native.{module}"), kind)
    tags = inspect.signature(resource._internal_init).parameters.get("tags")
    return tags is not None and "Mapping" in str(tags.annotation)
