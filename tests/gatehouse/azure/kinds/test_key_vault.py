from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatehouse.azure.cloud import Created


def test_a_vault_has_an_address(create: Callable[..., Created]) -> None:
    assert create("keyvault:Vault", vaultName="kv", properties={"tenantId": "t"}).computed == {
        "name": "kv",
        "properties": {"tenantId": "t", "vaultUri": "https://kv.vault.azure.net/"},
    }


def test_a_secret_has_another_version_when_it_has_another_value(
    create: Callable[..., Created],
) -> None:
    first, second, again = (
        create(
            "keyvault:Secret", vaultName="kv", secretName="s", properties={"value": value}
        ).computed
        for value in ("a", "b", "a")
    )
    assert first == again
    assert first["properties"]["secretUri"] == "https://kv.vault.azure.net/secrets/s"
    assert (
        first["properties"]["secretUriWithVersion"] != second["properties"]["secretUriWithVersion"]
    )
