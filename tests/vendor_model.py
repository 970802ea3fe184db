"""Judges a body by one of the models of Microsoft's own Python packages."""

from __future__ import annotations

import inspect
import re
from collections.abc import Sized
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from types import ModuleType

LIMITS: dict[str, Callable[[Any, Any], bool]] = {
    "max_length": lambda value, limit: len(value) <= limit,
    "min_length": lambda value, limit: len(value) >= limit,
    "max_items": lambda value, limit: len(value) <= limit,
    "min_items": lambda value, limit: len(value) >= limit,
    "maximum": lambda value, limit: value <= limit,
    "minimum": lambda value, limit: value >= limit,
    "maximum_ex": lambda value, limit: value < limit,
    "minimum_ex": lambda value, limit: value > limit,
    "pattern": lambda value, limit: re.search(limit, value) is not None,
}
TYPES: dict[str, Callable[[Any], bool]] = {
    "str": lambda value: isinstance(value, str),
    "bool": lambda value: isinstance(value, bool),
    "int": lambda value: isinstance(value, int | float) and value == int(value),
    "float": lambda value: isinstance(value, int | float),
    "object": lambda _: True,
}


@dataclass(frozen=True)
class Models:
    """The models of one package; `module` is its module `models`."""

    module: ModuleType

    def faults(self, model: str, body: Mapping[str, Any], path: str = "") -> Iterator[str]:
        """Yields a sentence for everything in the body that the model doesn't have or allow.

        Pulumi lifts what ARM keeps in `properties`, so a key is the last part of the model's own.
        """
        class_ = getattr(self.module, model)
        attributes = {
            one["key"].rsplit(".", 1)[-1]: (name, one["type"])
            for name, one in class_._attribute_map.items()
        }
        yield from (f"{path}{key} is unknown" for key in sorted(body.keys() - attributes.keys()))
        for key, (name, type_) in attributes.items():
            rules = class_._validation.get(name, {})
            if key not in body:
                if rules.get("required"):
                    yield f"{path}{key} is required"
            elif rules.get("readonly"):
                yield f"{path}{key} is read-only"
            else:
                yield from _limit_faults(rules, body[key], path + key)
                allowed = self._enum(class_, name)
                yield from self._value_faults(type_, allowed, body[key], path + key)

    def _value_faults(self, type_: str, allowed: list[str], value: Any, path: str) -> Iterator[str]:
        if type_[0] in "[{":
            parts = value.items() if isinstance(value, dict) else enumerate(value)
            for key, one in parts:
                yield from self._value_faults(type_[1:-1], allowed, one, f"{path}.{key}")
        elif type_ not in TYPES and not allowed:
            yield from self.faults(type_, value, f"{path}.")
        elif not TYPES.get(type_, TYPES["str"])(value):
            yield f"{path} is {value!r}, which is no {type_}"
        elif allowed and value not in allowed:
            yield f"{path} is {value!r}; known are {', '.join(allowed)}"

    def _enum(self, class_: Any, name: str) -> list[str]:
        """What the constructor's annotation allows; nothing where it names no enum."""
        parameter = inspect.signature(class_.__init__).parameters.get(name)
        found = re.search(r"_models\.(\w+)", str(parameter and parameter.annotation))
        enum = getattr(self.module, found[1], None) if found else None
        if not (inspect.isclass(enum) and issubclass(enum, Enum)):
            return []
        return [str(one.value) for one in enum]


def _limit_faults(rules: Mapping[str, Any], value: Any, path: str) -> Iterator[str]:
    shown = len(value) if isinstance(value, Sized) and not isinstance(value, str) else repr(value)
    for rule, limit in rules.items():
        if rule in LIMITS and not LIMITS[rule](value, limit):
            yield f"{path} is {shown}; {rule} is {limit}"
