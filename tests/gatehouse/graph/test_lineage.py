from __future__ import annotations

from typing import TYPE_CHECKING

from gatehouse.graph.lineage import is_component, lineage

if TYPE_CHECKING:
    from tests.gatehouse.conftest import MakeResource


def test_the_components_above_a_resource_are_read_from_its_urn() -> None:
    urn = "urn:pulumi:dev::gatehouse::gatehouse:a:Outer$random:index/randomId:RandomId::name"
    assert lineage(urn) == "Outer/RandomId"


def test_only_what_exists_in_a_cloud_has_an_id(make_resource: MakeResource) -> None:
    assert not is_component(make_resource("azure-native:web:WebApp"))
    assert is_component(make_resource("gatehouse:web:Web", id_=""))
