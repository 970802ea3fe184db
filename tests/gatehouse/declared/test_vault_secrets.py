"""Secrets of the program, found by their identifiers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gatehouse.declared.vault_secrets import SECRET, secret_at
from gatehouse.errors import LocalError
from gatehouse.graph.graph import Graph
from tests.gatehouse.resources import resource

if TYPE_CHECKING:
    from tests.conftest import Declared

URI = "https://kv-dev.vault.azure.net/secrets/django-secret-key"


def graph() -> Graph:
    properties = {"value": "s3cret", "secretUri": URI, "secretUriWithVersion": f"{URI}/1"}
    secret = replace(resource(SECRET, properties=properties), inputs={})
    return Graph(resources=(secret,))


@pytest.mark.parametrize("uri", [URI, f"{URI}/", f"{URI}/1"])
def test_a_secret_is_found_with_and_without_its_version(uri: str) -> None:
    assert secret_at(graph(), uri) == "s3cret"


def test_a_secret_that_is_not_declared_is_refused_with_the_remedy() -> None:
    with pytest.raises(LocalError, match=r"no Key Vault secret .*/secrets/other; declare it"):
        secret_at(graph(), "https://kv-dev.vault.azure.net/secrets/other")


def test_a_secret_that_azure_itself_writes_is_what_the_template_says(deployed: Declared) -> None:
    (vault,) = deployed.graph.of_type("azure-native:keyvault:Vault")
    uri = f"{vault.outputs['properties']['vaultUri']}secrets/function-app-key"
    site = deployed.one("web:WebApp", "func-gatehouse-dev").outputs["id"]
    keys = deployed.graph.answers[f"{site}/host/default"]
    assert secret_at(deployed.graph, uri) == keys["functionKeys"]["default"]
