"""The APIs on the gateway."""

from __future__ import annotations

from gatehouse.declared.apis import API, api_paths
from gatehouse.graph.graph import Graph
from tests.gatehouse.resources import resource


def test_every_api_has_its_path() -> None:
    apis = (resource(API, name="shop", path="shop/v1"), resource(API, name="root", path=None))
    assert api_paths(Graph(resources=apis)) == {"shop": "shop/v1", "root": ""}
