"""Key Vault references, resolved from the secrets that the program itself declares.

https://learn.microsoft.com/azure/app-service/app-service-key-vault-references
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from local.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from local.graph import Graph

SECRET = "azure-native:keyvault:Secret"  # noqa: S105 - a type, not a secret
REFERENCE = re.compile(r"@Microsoft\.KeyVault\(SecretUri=(?P<uri>[^)]+)\)")


def resolve(graph: Graph, settings: Mapping[str, str]) -> dict[str, str]:
    """Returns the app settings with every Key Vault reference replaced by its secret."""
    return {name: _resolved(graph, value) for name, value in settings.items()}


def secret_at(graph: Graph, uri: str) -> str:
    """Returns the secret with this identifier, with or without a version at its end.

    Raises LocalError when the program declares no such secret.
    """
    for secret in graph.of_type(SECRET):
        properties = secret.outputs["properties"]
        if uri.rstrip("/") in {properties["secretUri"], properties["secretUriWithVersion"]}:
            value: str = properties["value"]
            return value
    raise LocalError(
        f"no Key Vault secret in the program has the identifier {uri}; declare it as a "
        "keyvault.Secret, or correct the reference"
    )


def _resolved(graph: Graph, value: str) -> str:
    match = REFERENCE.fullmatch(value)
    return secret_at(graph, match["uri"]) if match else value
