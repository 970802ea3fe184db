"""Key Vault: vaults and their secrets."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from gatehouse.azure.kinds.deletion import Deletion
from gatehouse.azure.kinds.kind import ResourceKind, Service
from gatehouse.azure.kinds.name_rule import NameRule
from gatehouse.azure.kinds.price import Charge, Price

if TYPE_CHECKING:
    from gatehouse.azure.kinds.kind import Key, Properties

_VAULT = "Microsoft.KeyVault/vaults/{vaultName}"


def _secret(key: Key, name: str, inputs: Properties) -> Properties:
    uri = f"https://{inputs['vaultName']}.vault.azure.net/secrets/{name}"
    labelled = key("version", uri, inputs["properties"]["value"])
    version = hashlib.sha256(labelled.encode()).hexdigest()[:32]
    return {
        "properties": {
            **inputs["properties"],
            "secretUri": uri,
            "secretUriWithVersion": f"{uri}/{version}",
        }
    }


def _vault(_key: Key, name: str, inputs: Properties) -> Properties:
    return {"properties": {**inputs["properties"], "vaultUri": f"https://{name}.vault.azure.net/"}}


KEY_VAULT = Service(
    kinds=(
        ResourceKind(
            "azure-native:keyvault:Secret",
            f"{_VAULT}/secrets/{{secretName}}",
            name=NameRule("[A-Za-z0-9-]{1,127}", "1 to 127 letters, digits and hyphens"),
            computed=_secret,
            price=Price(free="part of its vault"),
        ),
        ResourceKind(
            "azure-native:keyvault:Vault",
            _VAULT,
            name=NameRule(
                r"(?=.{3,24}$)[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*",
                "3 to 24 letters, digits and single hyphens, a letter first, no hyphen last",
            ),
            computed=_vault,
            deletion=Deletion(
                "Azure keeps it deleted: 7 days, 90 in production",
                ("keyvault", "list-deleted", "--resource-type", "vault"),
                "az keyvault recover --name {name}, or for good: az keyvault purge --name {name}",
            ),
            price=Price(
                charges=(
                    Charge(
                        what="operations", price=0.03, per=10000, quantity=("$vault_operations",)
                    ),
                )
            ),
        ),
    )
)
