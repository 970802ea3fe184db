"""Answers as Azure would: names, ids, host names, keys. Knows nothing of Pulumi but type tokens.

Everything follows from a resource's URN and inputs; keys follow from a seed as well.
"""

from __future__ import annotations

import base64
import hmac
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gatehouse.azure.kinds.ids import name_of
from gatehouse.azure.kinds.table import FUNCTIONS, KINDS
from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gatehouse.azure.kinds.kind import Properties


class AzureError(LocalError):
    """The description lacks a type or function that the program uses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Created:
    """What Azure answers to the creation of a resource."""

    id: str
    computed: Properties
    """Outputs beside the inputs, which Azure returns as they were given."""
    answers: Mapping[str, Properties] = field(default_factory=dict, repr=False)
    """Keys that Azure lists when it is asked, by the id at which they are asked for."""


@dataclass(frozen=True, slots=True)
class Azure:
    """One subscription; with the same seed its keys are the same."""

    seed: bytes

    def create(self, type_: str, urn: str, inputs: Properties) -> Created:
        """Returns what the resource's URN and inputs lead to.

        Raises AzureError for a type that is not described.
        """
        kind = KINDS.get(type_)
        if kind is None:
            raise AzureError(
                f"the program declares a {type_}; allowed are the types in gatehouse/azure/kinds/; "
                "add an entry to the file of its service there"
            )
        id_ = kind.resource_id(urn, inputs)
        name = name_of(id_)
        computed = {"name": name, **kind.computed(self.key, name, inputs)}
        answers = {
            f"{id_}{below}": listed(self.key, name, inputs) for below, listed in kind.listed.items()
        }
        return Created(id=id_, computed=computed, answers=answers)

    def invoke(self, token: str, args: Properties) -> Properties:
        """Returns a function's result; raises AzureError for a function not described."""
        function = FUNCTIONS.get(token)
        if function is None:
            raise AzureError(
                f"the program calls {token}; allowed are the functions in gatehouse/azure/kinds/; "
                "add what Azure answers to the file of its service there"
            )
        return function(self.key, args)

    def key(self, *labels: str) -> str:
        """Returns the secret that belongs to the labels: 43 letters, digits, `-` and `_`."""
        digest = hmac.digest(self.seed, "\0".join(labels).encode(), "sha256")
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")
