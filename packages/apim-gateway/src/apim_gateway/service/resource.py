"""Reads the properties of an ARM resource; a wrong one is refused by name.

https://learn.microsoft.com/azure/templates/microsoft.apimanagement/2024-05-01/service
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from apim_gateway.errors import LoadError, Place

T = TypeVar("T")
PROVIDER = "Microsoft.ApiManagement/service"


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource; `kind` is the type behind the service's, `names` those behind the service's.

    An ARM name has as many parts as its type, joined alike:

    type   Microsoft.ApiManagement/service/apis/operations   kind   apis/operations
    name   my-apim/demo/get-items                            names  ("demo", "get-items")
    """

    kind: str
    names: tuple[str, ...]
    properties: Mapping[str, Any]
    place: Place
    envelope: Mapping[str, Any]

    @classmethod
    def read(cls, raw: object) -> Resource | None:
        """Reads one member of `resources`; None when it is another provider's."""
        if not isinstance(raw, Mapping):
            raise LoadError(Place("resources"), f"{raw!r} is not a resource; use an object")
        resource_type, name = str(raw.get("type", "")), str(raw.get("name", ""))
        place = Place(name, element=resource_type)
        if not resource_type.lower().startswith(PROVIDER.lower()):
            return None
        if name.startswith("["):  # as `[concat(parameters('service'), '/demo')]`
            raise LoadError(place, "a template expression is not evaluated; write the name itself")
        kind = resource_type[len(PROVIDER) + 1 :]
        names = tuple(name.split("/")[1:])
        if len(names) != (len(kind.split("/")) if kind else 0):
            raise LoadError(place, "the name needs one part for each part of the type")
        properties = raw.get("properties") or {}
        if not isinstance(properties, Mapping):
            raise LoadError(place, f"properties={properties!r} is refused; use an object")
        return cls(kind, names, properties, place, raw)

    @property
    def id(self) -> str:
        """The last part of the name."""
        return self.names[-1]

    def text(self, name: str, default: str | None = None) -> str:
        """Returns a string; without a default it is required."""
        return self._typed(name, default, str, "a string")

    def flag(self, name: str, *, default: bool) -> bool:
        """Returns true or false."""
        return self._typed(name, default, bool, "true or false")

    def items(self, name: str) -> Sequence[Any]:
        """Returns a list, empty when it is missing."""
        return self._typed(name, [], list, "a list")

    def table(self, name: str) -> Mapping[str, Any]:
        """Returns an object, empty when it is missing."""
        return self._typed(name, {}, dict, "an object")

    def choice(self, name: str, allowed: tuple[str, ...], default: str) -> str:
        """Returns one of these words, in their spelling."""
        given = self.text(name, default)
        for word in allowed:
            if given.lower() == word.lower():
                return word
        raise self.refused(f"{name}={given!r} is not known; use one of: {', '.join(allowed)}")

    def refuse(self, name: str, reason: str) -> None:
        """Raises LoadError when this property is set."""
        if self.properties.get(name):
            raise self.refused(f"{name} is not supported: {reason}")

    def refused(self, message: str) -> LoadError:
        """Returns a LoadError that names this resource."""
        return LoadError(self.place, message)

    def _typed(self, name: str, default: T | None, kind: type[T], what: str) -> T:
        value = self.properties.get(name)
        if value is None:
            value = default
        if not isinstance(value, kind):
            raise self.refused(f"{name}={value!r} is refused; use {what}")
        return value
