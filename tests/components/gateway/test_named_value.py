from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Declared


@pytest.mark.parametrize("name", ["application-insights", "function-app-key"])
def test_a_named_value_points_at_the_newest_version_of_a_secret(
    deployed: Declared, name: str
) -> None:
    vault = deployed.one("keyvault:Vault", "kv-gatehouse-dev").outputs["properties"]["vaultUri"]
    inputs = deployed.one("apimanagement:NamedValue", name).inputs
    assert inputs["keyVault"] == {"secretIdentifier": f"{vault}secrets/{name}"}
    assert inputs["displayName"] == inputs["namedValueId"] == name
    assert inputs["secret"] is True
    assert "value" not in inputs


@pytest.mark.parametrize(
    ("name", "written_by"),
    [
        ("application-insights", "keyvault:Secret application-insights"),
        ("function-app-key", "resources:Deployment function-app-key"),
    ],
)
def test_a_named_value_waits_for_the_secret_and_for_the_right_to_read_it(
    deployed: Declared, name: str, written_by: str
) -> None:
    assert deployed.waits_for(deployed.one("apimanagement:NamedValue", name)) >= {
        written_by,
        "authorization:RoleAssignment key-vault-secrets-user",
    }
