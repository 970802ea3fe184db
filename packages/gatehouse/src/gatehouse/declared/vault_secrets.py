"""Key Vault references, resolved from the secrets that the program itself declares.

https://learn.microsoft.com/azure/app-service/app-service-key-vault-references
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gatehouse.azure.arm_template import DEPLOYMENT, Template
from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gatehouse.graph.graph import Graph

SECRET = "azure-native:keyvault:Secret"  # noqa: S105 - a type, not a secret
NESTED_SECRET = "Microsoft.KeyVault/vaults/secrets"  # noqa: S105 - a type, not a secret
REFERENCE = re.compile(r"@Microsoft\.KeyVault\(SecretUri=(?P<uri>[^)]+)\)")


def resolve(graph: Graph, settings: Mapping[str, str]) -> dict[str, str]:
    """Returns the app settings with every Key Vault reference replaced by its secret."""
    return {name: _resolved(graph, value) for name, value in settings.items()}


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


def _resolved(graph: Graph, value: str) -> str:
    match = REFERENCE.fullmatch(value)
    return secret_at(graph, match["uri"]) if match else value
