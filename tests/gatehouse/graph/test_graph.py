from __future__ import annotations

from dataclasses import replace

import pytest

from gatehouse.errors import LocalError
from gatehouse.graph.graph import Graph
from tests.gatehouse.resources import resource

GRAPH = Graph(
    resources=(
        replace(resource("azure-native:web:WebApp", "a"), dependencies=("urn:a", "urn:b")),
        resource("azure-native:web:WebApp", "b", size=2),
        resource("azure-native:keyvault:Vault", "c"),
    ),
    stack_outputs={"web_url": "https://a"},
    answers={"/a/host/default": {"masterKey": "a key"}},
)


def test_resources_are_found_by_their_type() -> None:
    assert [one.name for one in GRAPH.of_type("azure-native:web:WebApp")] == ["a", "b"]
    assert GRAPH.of_type("azure-native:sql:Server") == ()


def test_a_resource_is_found_by_its_urn() -> None:
    assert GRAPH.by_urn[GRAPH.resources[1].urn].name == "b"


def test_the_only_resource_of_a_type_is_found() -> None:
    assert GRAPH.only("azure-native:keyvault:Vault").name == "c"


@pytest.mark.parametrize(
    ("type_", "number"), [("azure-native:web:WebApp", 2), ("azure-native:sql:Server", 0)]
)
def test_none_or_several_where_one_is_needed_are_refused(type_: str, number: int) -> None:
    with pytest.raises(LocalError) as refusal:
        GRAPH.only(type_)
    assert str(refusal.value) == (
        f"the program declares {number} resources of type {type_}; allowed is exactly one; "
        "change the program, or run it in Azure instead"
    )


def test_a_graph_survives_the_way_through_json() -> None:
    assert Graph.from_json(GRAPH.to_json()) == GRAPH


def test_the_json_is_one_line() -> None:
    assert "\n" not in GRAPH.to_json()


def test_the_keys_are_not_in_the_text_of_the_record() -> None:
    assert "a key" not in repr(GRAPH)
