"""Secrets of Key Vault, as the program itself declares them.

https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#object-identifiers
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatehouse.azure.arm_template import DEPLOYMENT, Template
from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatehouse.graph.graph import Graph

SECRET = "azure-native:keyvault:Secret"  # noqa: S105 - a type, not a secret
NESTED_SECRET = "Microsoft.KeyVault/vaults/secrets"  # noqa: S105 - a type, not a secret


def secret_at(graph: Graph, uri: str) -> str:
    """Returns the secret with this identifier, with or without a version at its end.

    Raises LocalError when the program declares no such secret.
    """
    for uris, value in (*_declared(graph), *_written(graph)):
        if uri.rstrip("/") in uris:
            return value
    raise LocalError(
        f"no Key Vault secret in the program has the identifier {uri}; declare it as a "
        "keyvault.Secret, or correct the reference"
    )


def _declared(graph: Graph) -> Iterator[tuple[set[str], str]]:
    for secret in graph.of_type(SECRET):
        properties = secret.outputs["properties"]
        uris = {properties["secretUri"], properties["secretUriWithVersion"]}
        yield uris, properties["value"]


def _written(graph: Graph) -> Iterator[tuple[set[str], str]]:
    """Yields the secrets that Azure itself writes, by the templates of the program."""
    for deployment in graph.of_type(DEPLOYMENT):
        template = Template.of(deployment.inputs, graph.answers)
        for one in template.resources():
            if one.type == NESTED_SECRET:
                vault, secret = one.name.split("/")
                uri = f"https://{vault}.vault.azure.net/secrets/{secret}"
                yield {uri}, str(template.value(one.properties["value"]))
