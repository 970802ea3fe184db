"""The rules that a secret in the vault is written nowhere else, and has an expiry.

https://learn.microsoft.com/azure/security/fundamentals/secrets-best-practices
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ...problem import Problem
from ...property_rule import Demand, property_rule
from ...rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...resource import Resource, Stack

SECRET = "azure-native:keyvault:Secret"  # noqa: S105 - a type token
VALUE = "properties.value"
SHORTEST = 8
"""Shorter texts turn up elsewhere by chance."""


def _elsewhere(secret: Resource, stack: Stack) -> Iterator[Problem]:
    value = str(secret.get(VALUE) or "")
    if len(value) < SHORTEST:
        return
    for one in stack.resources:
        # What others compute it from, and components that hand it on, keep it as a secret.
        if one.type.startswith("azure-native:") and one.type != SECRET:
            for path in _paths(value, one.properties):
                remedy = "refer to the secret instead"
                yield Problem(f"{one.place} {path}", "the secret's value", "a reference", remedy)


def _paths(wanted: str, value: object, path: str = "") -> Iterator[str]:
    """Yields the dotted paths in the value that hold the text; parts of a list go by their name."""
    if isinstance(value, str) and wanted in value:
        yield path
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _paths(wanted, one, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for place, one in enumerate(value):
            name = one.get("name", place) if isinstance(one, Mapping) else place
            yield from _paths(wanted, one, f"{path}.{name}")


RULES = (
    Rule(
        id="Gatehouse.Secrets.PlainText",
        source="https://learn.microsoft.com/azure/security/fundamentals/secrets-best-practices",
        what="What Key Vault keeps is in no other resource",
        applies_to=(SECRET,),
        judge=_elsewhere,
        alone=False,
    ),
    property_rule(
        id="CIS.3.3.3",
        also=("CKV_AZURE_41", "MCSB DP-6"),
        source="https://learn.microsoft.com/azure/key-vault/secrets/secrets-best-practices",
        what="Secrets have an expiry",
        applies_to=(SECRET,),
        path="properties.attributes.expires",
        demand=Demand("a time", bool),
        remedy="say until when, and renew the secret before",
    ),
)
