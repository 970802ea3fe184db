"""Secrets of one app in the vault: each is one of its app settings.

https://learn.microsoft.com/azure/app-service/app-service-key-vault-references
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi import Input, ResourceOptions
    from pulumi_azure_native import keyvault

    from components.platform.key_vault import KeyVault


def keep_secrets(
    label: str, secrets: Mapping[str, Input[str]], key_vault: KeyVault, opts: ResourceOptions
) -> dict[str, keyvault.Secret]:
    """Keeps the values, by the names of the settings, in the vault; returns its secrets by them.

    `label` is the app's among all apps of the vault, such as `web-gatehouse-dev`; the vault takes
    letters, digits and hyphens alone.

    Example: `STRIPE_TOKEN` becomes the vault's secret `web-gatehouse-dev--stripe-token`.
    """
    return {
        name: key_vault.add_secret(secret_name(label, name), value, opts)
        for name, value in secrets.items()
    }


def secret_name(label: str, setting: str) -> str:
    """Returns the name in the vault of the app's setting; no two apps have the same one."""
    # Two hyphens: `web-a` with B_C would else be the same as `web-a-b` with C.
    return f"{label}--{setting.lower().replace('_', '-')}"
