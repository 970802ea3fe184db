"""Keeps secrets out of what is printed: whatever the program keeps in Key Vault, and what it made.

A graph holds secrets as plain text, so they are found by value, wherever they stand.

Example: a password that is a secret of the vault becomes `[secret]`, and an address with the same
password in it becomes `postgresql://owner:[secret]@psql-1…`. One mask covers both sides of a plan:
a secret that a branch takes out of the vault and writes into a setting is known as one from the
graph before alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from gatehouse.azure.arm_template import DEPLOYMENT
from gatehouse.declared.vault_secrets import SECRET
from gatehouse.graph.graph import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gatehouse.graph.graph import Graph

MASK = "[secret]"
PASSWORD = "random:index/randomPassword:RandomPassword"  # noqa: S105 - a type, not a secret
SECURE = {"securestring", "secureobject"}
NEVER = r"(?!)"
SHORTEST = 8
"""Shorter secrets are masked where they are the whole value: `on` is a part of many words."""


@dataclass(frozen=True)
class Mask:
    """The secrets of some graphs; called with a value, it returns the value without them."""

    secrets: frozenset[str]

    @classmethod
    def over(cls, graphs: Iterable[Graph]) -> Mask:
        """Collects the secrets of the graphs, and what stands in for their encrypted settings."""
        found = {secret for graph in graphs for secret in _secrets(graph)}
        return cls(frozenset(filter(None, found)))

    def __call__(self, value: Any) -> Any:  # noqa: ANN401 - any JSON value
        """Returns the value with MASK for every secret in it."""
        if isinstance(value, dict):
            return {key: self(one) for key, one in value.items()}
        if isinstance(value, list):
            return [self(one) for one in value]
        return self._text(value) if isinstance(value, str) else value

    @cached_property
    def _long(self) -> re.Pattern[str]:
        # The longest first: one secret may be a part of another, whose rest would stay readable.
        long = sorted((one for one in self.secrets if len(one) >= SHORTEST), key=len, reverse=True)
        return re.compile("|".join(map(re.escape, long)) or NEVER)

    def _text(self, text: str) -> str:
        return MASK if text in self.secrets else self._long.sub(MASK, text)


def _secrets(graph: Graph) -> Iterator[str]:
    yield from graph.answers.get(SETTINGS, {}).values()
    for secret in graph.of_type(SECRET):
        yield str(secret.inputs["properties"].get("value", ""))
    for password in graph.of_type(PASSWORD):
        yield str(password.outputs["result"])
    for deployment in graph.of_type(DEPLOYMENT):
        properties = deployment.inputs["properties"]
        declared = properties["template"].get("parameters", {})
        for name, given in properties.get("parameters", {}).items():
            if declared[name]["type"].lower() in SECURE:
                yield str(given["value"])
