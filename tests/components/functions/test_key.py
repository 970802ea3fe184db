from __future__ import annotations

from typing import TYPE_CHECKING

from gatehouse.azure.arm_template import Template

if TYPE_CHECKING:
    from tests.conftest import Declared

KEY = ("resources:Deployment", "function-app-key")
SITE = ("web:WebApp", "func-gatehouse-dev")
VAULT = ("keyvault:Vault", "kv-gatehouse-dev")


def test_azure_itself_copies_the_key_into_the_vault(deployed: Declared) -> None:
    vault = deployed.one(*VAULT).outputs["name"]
    keys = {
        f"{one.outputs['id']}/host/default": {"functionKeys": {"default": one.name}}
        for one in deployed.graph.of_type("azure-native:web:WebApp")
    }
    template = Template.of(deployed.one(*KEY).inputs, keys)
    (secret,) = template.resources()
    assert (secret.type, secret.name) == (
        "Microsoft.KeyVault/vaults/secrets",
        f"{vault}/function-app-key",
    )
    assert template.value(secret.properties["value"]) == SITE[1]


def test_neither_the_program_nor_its_state_has_the_key(deployed: Declared) -> None:
    key = deployed.one(*KEY)
    names = [one.name for one in deployed.graph.of_type("azure-native:keyvault:Secret")]
    assert "function-app-key" not in names
    assert sorted(key.inputs["properties"]["parameters"]) == ["name", "site", "vault"]
    assert "outputs" not in key.inputs["properties"]["template"]


def test_the_key_is_read_only_after_the_code_is_released(deployed: Declared) -> None:
    waits_for = deployed.waits_for(deployed.one(*KEY))
    assert {"resources:Deployment gatehouse-dev", "keyvault:Vault kv-gatehouse-dev"} <= waits_for


def test_a_new_release_does_not_copy_the_key_again(deployed: Declared) -> None:
    values = deployed.one(*KEY).inputs["properties"]["parameters"].values()
    sha = deployed.one("code_release:CodeRelease", "gatehouse-dev").outputs["sha"]
    assert sha not in [one["value"] for one in values]
