from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Declared


@pytest.mark.parametrize("app", ["func", "web"])
def test_each_app_has_an_identity_of_its_own_in_the_group_of_the_stack(
    deployed: Declared, app: str
) -> None:
    identity = deployed.one("managedidentity:UserAssignedIdentity", f"id-{app}-gatehouse-dev")
    group = deployed.one("resources:ResourceGroup", "rg-gatehouse-dev")
    assert identity.inputs["resourceGroupName"] == group.outputs["name"]
