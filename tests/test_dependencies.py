"""What waits for what while the program is deployed, as data: dependencies.json.

`seconds` are assumptions, about what Azure takes; they weigh the chains and nothing else.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gatehouse.graph.graph import Graph

EXPECTED: dict[str, Any] = json.loads(Path(__file__).with_name("dependencies.json").read_text())
STACKS = ("dev", "prod")
STACK_NAME = re.compile("gatehouse-?[a-z]*")
"""The stack's part of a name, which a limit may have cut."""


@pytest.mark.parametrize("stack", STACKS)
def test_each_main_resource_waits_for_what_it_needs_and_for_nothing_else(
    graphs: Mapping[str, Graph], stack: str
) -> None:
    graph = graphs[stack]
    direct = {
        label(graph, urn): sorted(label(graph, one) for one in nearest(graph, urn))
        for urn in graph.by_urn
    }
    expected = EXPECTED["waits_for"]
    if stack == "prod":
        expected = {**expected, **EXPECTED["waits_for_in_production"]}
    assert {name: direct[name] for name in expected} == expected


@pytest.mark.parametrize("stack", STACKS)
def test_the_slowest_chain_is_that_of_the_database(graphs: Mapping[str, Graph], stack: str) -> None:
    seconds: dict[str, int] = EXPECTED["seconds"]
    chain = longest(graphs[stack], lambda type_: seconds.get(type_, seconds["any other"]))
    assert chain == EXPECTED["slowest_chain"]


@pytest.mark.parametrize("stack", STACKS)
def test_the_chain_of_the_most_resources_is_as_long_as_it_has_to_be(
    graphs: Mapping[str, Graph], stack: str
) -> None:
    assert longest(graphs[stack], lambda _: 1) == EXPECTED["chain_of_the_most_resources"][stack]


def longest(graph: Graph, weight: Callable[[str], int]) -> list[str]:
    @cache
    def up_to(urn: str) -> tuple[int, list[str]]:
        before = max(map(up_to, custom(graph, urn)), default=(0, []))
        resource = graph.by_urn[urn]
        return before[0] + weight(kind(resource.type)), [*before[1], label(graph, urn)]

    return max(up_to(urn) for urn in graph.by_urn)[1]


def nearest(graph: Graph, urn: str) -> set[str]:
    """What the resource depends on and nothing else that it depends on does."""
    direct = custom(graph, urn)
    return direct - {far for near in direct for far in everything_before(graph, near)}


def everything_before(graph: Graph, urn: str) -> set[str]:
    direct = custom(graph, urn)
    return {*direct, *(far for near in direct for far in everything_before(graph, near))}


def custom(graph: Graph, urn: str) -> set[str]:
    dependencies = graph.by_urn[urn].dependencies
    return {one for one in dependencies if not graph.by_urn[one].type.startswith("gatehouse:")}


def kind(type_: str) -> str:
    return type_.split(":", 1)[1].removeprefix("index/")


def label(graph: Graph, urn: str) -> str:
    resource = graph.by_urn[urn]
    return f"{kind(resource.type)} {STACK_NAME.sub('gatehouse', resource.name)}"
