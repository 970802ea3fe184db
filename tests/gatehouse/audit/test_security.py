"""What the graph tells about which resource is made from which."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from gatehouse.audit.security import security_resources
from gatehouse.graph.graph import Graph
from policy_pack import security
from tests.gatehouse.resources import resource

ANY = "azure-native:storage:Any"
ACCOUNT = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/store"


def links(**inputs: Any) -> dict[str, list[str]]:
    """Names of what each property of a resource is made from, beside an account."""
    account = replace(resource(ANY, "account"), outputs={"id": ACCOUNT, "name": "store1"})
    graph = Graph(resources=(account, resource(ANY, "other", **inputs)))
    other = security_resources(security, graph)[1]
    return {key: [urn.split("::")[-1] for urn in urns] for key, urns in other.links.items()}


def test_an_id_is_a_link() -> None:
    assert links(resourceUri=ACCOUNT) == {"resourceUri": ["account"]}


def test_the_id_of_a_part_is_a_link_to_the_whole() -> None:
    assert links(uri=f"{ACCOUNT}/blobServices/default") == {"uri": ["account"]}


def test_a_longer_name_is_another_resource() -> None:
    assert links(uri=f"{ACCOUNT}2") == {"uri": []}


def test_a_physical_name_is_a_link_however_deep_it_stands() -> None:
    assert links(rules=[{"account": "store1"}, 3]) == {"rules": ["account"]}


def test_what_a_resource_waits_for_and_leaves_alone_is_told() -> None:
    given = replace(resource(ANY, "other"), dependencies=("urn:a",), ignore_changes=("size",))
    (other,) = security_resources(security, Graph(resources=(given,)))
    assert (other.dependencies, other.ignore_changes) == (frozenset({"urn:a"}), ("size",))
