from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Declared

GROUP = ("resources:ResourceGroup", "rg-gatehouse-dev")


def test_everything_lies_in_one_group_in_the_configured_region(deployed: Declared) -> None:
    group = deployed.one(*GROUP)
    assert group.inputs["location"] == "westeurope"
    assert {
        one.inputs["resourceGroupName"]
        for one in deployed.graph.resources
        if "resourceGroupName" in one.inputs and one.urn != group.urn
    } == {group.outputs["name"]}


def test_a_trial_may_be_deleted_and_production_may_not(
    deployed: Declared, production: Declared
) -> None:
    group = production.one("resources:ResourceGroup", "rg-gatehouse-prod")
    assert deployed.requests[deployed.one(*GROUP).urn].protect is False
    assert production.requests[group.urn].protect is True
