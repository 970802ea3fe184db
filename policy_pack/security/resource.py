"""A resource as the rules see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .errors import NotKnownYetError

if TYPE_CHECKING:
    from collections.abc import Iterator

UNKNOWN = object()
"""Stands for a value that a preview can't know."""


@dataclass(frozen=True, kw_only=True)
class Resource:
    """One registered resource, secrets in plain text."""

    urn: str
    type: str
    """Such as `azure-native:web:WebApp`."""
    name: str
    """The logical name."""
    properties: Mapping[str, Any]
    """As the program gives them, in camelCase."""
    links: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Property → URNs of the resources that its value is made from."""
    dependencies: frozenset[str] = frozenset()
    """URNs of the resources that have to exist before."""
    ignore_changes: tuple[str, ...] = ()
    """Paths of the properties whose later changes the engine leaves alone."""

    @property
    def place(self) -> str:
        """The classes of its component and of itself, as `KeyVault/Vault`.

        The URN `urn:pulumi:dev::shop::gatehouse:x:KeyVault$azure-native:keyvault:Vault::main` has
        them. Unlike the logical name they are the same in every stack: exemptions refer to them.
        """
        types = self.urn.split("::")[2].split("$")[-2:]
        return "/".join(one.rsplit(":", 1)[1] for one in types)

    def get(self, path: str) -> Any:  # noqa: ANN401 - any JSON value
        """Returns the value at the dotted path, None where there is none.

        Raises NotKnownYetError when a preview doesn't know it.
        """
        value: Any = self.properties
        for key in path.split("."):
            value = value.get(key) if isinstance(value, Mapping) else None
            if value is UNKNOWN:
                raise NotKnownYetError(path)
        return value

    def items(self, path: str) -> list[Any]:
        """Returns the list at the path, empty where there is none."""
        value = self.get(path)
        return list(value) if isinstance(value, Sequence) and not isinstance(value, str) else []


@dataclass(frozen=True)
class Stack:
    """All resources that are judged together; empty where a resource is judged alone."""

    resources: tuple[Resource, ...] = ()

    @cached_property
    def by_urn(self) -> Mapping[str, Resource]:
        """The resources by their URN."""
        return {one.urn: one for one in self.resources}

    def before(self, resource: Resource) -> frozenset[str]:
        """Returns the URNs of all resources that exist before this one is made, at any distance."""
        # The engine gives the direct dependencies alone: A needs B, B needs C, so C is before A.
        found: set[str] = set()
        waiting = set(resource.dependencies)
        while waiting:
            urn = waiting.pop()
            found.add(urn)
            if urn in self.by_urn:
                waiting |= self.by_urn[urn].dependencies - found
        return frozenset(found)

    def needed(self, resource: Resource, *types: str) -> list[Resource]:
        """Returns the resources of the types that this one depends on itself."""
        urns = sorted(resource.dependencies & self.by_urn.keys())
        return [self.by_urn[urn] for urn in urns if self.by_urn[urn].type in types]

    def linked(self, target: Resource, link: str, *types: str) -> Iterator[Resource]:
        """Yields the resources of the types whose property `link` is made from the target.

        `linked(vault, "resourceUri", SETTING)` yields the diagnostic settings of that vault. By the
        value itself they could not be found: a preview doesn't know the ids of new resources.
        """
        for one in self.resources:
            if one.type in types and target.urn in one.links.get(link, ()):
                yield one
