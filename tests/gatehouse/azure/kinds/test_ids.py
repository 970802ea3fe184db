from __future__ import annotations

import importlib
import inspect

import pytest

from gatehouse.azure.kinds.ids import IDS, PLACEHOLDER, guid, name_of, resource_id

NATIVE = [kind for kind in IDS if not kind.startswith("random:")]


@pytest.mark.parametrize("kind", NATIVE)
def test_an_id_is_made_of_inputs_that_the_type_has(kind: str) -> None:
    module, name = kind.split(":")
    resource = getattr(importlib.import_module(f"pulumi_azure_native.{module}"), name)
    wire_names = {
        _camel(parameter) for parameter in inspect.signature(resource._internal_init).parameters
    }
    assert {*PLACEHOLDER.findall(IDS[kind])} <= wire_names


def test_a_type_that_is_not_listed_has_no_id() -> None:
    assert resource_id("sql:Server", "urn:pulumi:dev::gatehouse::t::x", {}) is None


def test_a_name_with_a_slash_is_one_part_of_the_id() -> None:
    within = {"resourceGroupName": "g", "accountName": "st", "containerName": "c"}
    blob = {**within, "blobName": "b/a"}
    id_ = resource_id("storage:Blob", "urn:pulumi:dev::gatehouse::t::x", blob)
    assert id_
    assert id_.endswith("/storageAccounts/st/blobServices/default/containers/c/blobs/b%2Fa")
    assert name_of(id_) == "b/a"


def test_an_identifier_follows_from_its_labels() -> None:
    assert guid("a", "b") == guid("a", "b")
    assert guid("a", "b") != guid("ab")


def _camel(name: str) -> str:
    first, *rest = name.rstrip("_").split("_")
    return first + "".join(word.capitalize() for word in rest)
