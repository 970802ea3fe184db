"""How the local gateway is given a resource of API Management."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Secret = Callable[[str], str]
"""Identifier of a Key Vault secret → its value."""


def _as_they_are(outputs: Mapping[str, Any], _secret: Secret) -> Mapping[str, Any]:
    return outputs


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """As an ARM resource, whose type and name follow from its id; keys that Azure lists are added.

    https://learn.microsoft.com/azure/templates/microsoft.apimanagement/2024-05-01/service
    """

    folder: str = ""
    """Where the program has a file named after the resource, if it was read from one."""
    properties: Callable[[Mapping[str, Any], Secret], Mapping[str, Any]] = _as_they_are
    """Makes the ARM properties of the outputs, where the two differ."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """Not at all."""

    why: str
