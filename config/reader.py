"""Reads a stack's settings with their types, and refuses what is not allowed.

https://www.pulumi.com/docs/iac/concepts/config/
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pulumi

from config.errors import ConfigError

if TYPE_CHECKING:
    import re
    from collections.abc import Collection, Iterable

Kind = TypeVar("Kind", list[object], dict[str, object])
Contradiction = tuple[str, object, str, str]
"""Setting, what is given, what is allowed beside the other settings, and what to do."""
KINDS = {list: "array", dict: "object"}


class SettingsReader:
    """The settings of one namespace, by default the project's.

    Every method raises ConfigError for a value that is not allowed, and pulumi.ConfigMissingError
    for a missing one that has no default in Pulumi.yaml.
    """

    def __init__(self, namespace: str | None = None) -> None:
        self._config = pulumi.Config(namespace)

    def full_key(self, key: str) -> str:
        """Returns the key as `pulumi config set` takes it."""
        return self._config.full_key(key)

    def text(self, key: str, pattern: re.Pattern[str], allowed: str) -> str:
        """Returns the text; the whole of it has to match."""
        return self.matching(key, self._config.require(key), pattern, allowed)

    def matching(self, key: str, given: object, pattern: re.Pattern[str], allowed: str) -> str:
        """Returns `given`, the value of the key or of a part of it, when all of it matches."""
        if not (isinstance(given, str) and pattern.fullmatch(given)):
            raise ConfigError(self.full_key(key), given, allowed)
        return given

    def choice(self, key: str, choices: Collection[str]) -> str:
        """Returns one of the choices."""
        given = self._config.require(key)
        if given not in choices:
            raise ConfigError(self.full_key(key), given, f"one of {', '.join(choices)}")
        return given

    def switch(self, key: str) -> bool:
        """Returns whether the setting is true."""
        return self.choice(key, ("true", "false")) == "true"

    def number(self, key: str, least: int, most: int) -> int:
        """Returns a whole number from the range, both ends included."""
        # Not Pulumi's require_int, whose error names no range.
        given = self._config.require(key)
        if not (given.isdecimal() and least <= int(given) <= most):
            raise ConfigError(self.full_key(key), given, f"a whole number from {least} to {most}")
        return int(given)

    def structure(self, key: str, kind: type[Kind]) -> Kind:
        """Returns a list or an object, empty when there is none."""
        try:
            given: object = self._config.get_object(key, kind())
        except pulumi.ConfigTypeError:  # no JSON at all: shown in the message as it is
            given = self._config.get(key)
        if not isinstance(given, kind):
            raise ConfigError(self.full_key(key), given, f"a JSON {KINDS[kind]}")
        return given

    def refuse(self, contradictions: Iterable[Contradiction]) -> None:
        """Raises ConfigError for the first contradiction, if there is one."""
        for key, given, allowed, remedy in contradictions:
            raise ConfigError(self.full_key(key), given, allowed, remedy)

    def or_else(self, key: str, default: str) -> str:
        """Returns the text as it is, or the default where it is empty or missing."""
        return self._config.get(key) or default
