"""A random secret, generated once and stored in the vault."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pulumi import Output
from pulumi_random import RandomPassword

if TYPE_CHECKING:
    from pulumi import ResourceOptions
    from pulumi_azure_native import keyvault

    from components.platform.key_vault import KeyVault


@dataclass(frozen=True, slots=True)
class GeneratedSecret:
    """The value, for resources that are made with it, and the vault's secret, for apps."""

    value: Output[str]
    secret: keyvault.Secret


def generate_secret(
    name: str, *, length: int, key_vault: KeyVault, opts: ResourceOptions
) -> GeneratedSecret:
    """Generates letters and digits, which need no escape in a URL, a shell or a DSN.

    `length` is the number of characters. To rotate it, replace the RandomPassword of that name:
    `pulumi up --replace URN`.
    """
    made_up = RandomPassword(name, length=length, special=False, opts=opts)
    value: Output[str] = Output.secret(made_up.result)
    return GeneratedSecret(value, key_vault.add_secret(name, value, opts))
