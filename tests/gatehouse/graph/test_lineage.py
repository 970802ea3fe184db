from __future__ import annotations

from gatehouse.graph.lineage import is_component, lineage
from tests.gatehouse.resources import resource


def test_the_components_above_a_resource_are_read_from_its_urn() -> None:
    urn = "urn:pulumi:dev::gatehouse::gatehouse:a:Outer$random:index/randomId:RandomId::name"
    assert lineage(urn) == "Outer/RandomId"


def test_only_what_exists_in_a_cloud_has_an_id() -> None:
    assert not is_component(resource("azure-native:web:WebApp"))
    assert is_component(resource("gatehouse:web:Web", id_=""))
