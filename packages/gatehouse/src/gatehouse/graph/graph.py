"""The resource graph: what the program declares, and what Azure would have answered."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any

from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SETTINGS = "settings"
"""Key of a graph's answers to the values in place of settings that only an engine decrypts."""
UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""The text by which the engine's protocol stands for a value unknown until Azure makes it up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One registered resource; secrets stand in it as plain text."""

    urn: str
    type: str
    """Such as `azure-native:web:WebApp`."""
    name: str
    """The logical name; the physical one is an output."""
    parent: str
    """URN of the component that it belongs to."""
    inputs: Mapping[str, Any]
    """As the engine sees them, in camelCase."""
    outputs: Mapping[str, Any]
    """The inputs and what Azure adds to them, `id` included."""
    dependencies: tuple[str, ...]
    """URNs of what has to exist before, whether a property refers to it or not; sorted."""
    ignore_changes: tuple[str, ...] = ()
    """Paths of the properties whose later changes the engine leaves alone."""


@dataclass(frozen=True, kw_only=True)
class Graph:
    """Everything that one evaluation of the program declared."""

    resources: tuple[Resource, ...]
    stack_outputs: Mapping[str, Any] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, repr=False)
    """Keys that Azure lists on request, by the id of their resource; made-up ones by SETTINGS.

    They are secrets, made up once, where the program is evaluated: whoever has the graph asks it.
    """

    @cached_property
    def by_urn(self) -> Mapping[str, Resource]:
        """The resources by their URN."""
        return {resource.urn: resource for resource in self.resources}

    def of_type(self, type_: str) -> tuple[Resource, ...]:
        """Returns the resources with the type token, in the order of their URNs."""
        return tuple(resource for resource in self.resources if resource.type == type_)

    def only(self, type_: str) -> Resource:
        """Returns the one resource with the type token; raises LocalError unless it is one."""
        found = self.of_type(type_)
        if len(found) != 1:
            raise LocalError(
                f"the program declares {len(found)} resources of type {type_}; allowed is exactly "
                "one; change the program, or run it in Azure instead"
            )
        return found[0]

    def to_json(self) -> str:
        """Returns the graph as one line of JSON, secrets included."""
        return json.dumps(
            {
                "resources": [_members(resource) for resource in self.resources],
                "stack_outputs": dict(self.stack_outputs),
                "answers": dict(self.answers),
            },
            sort_keys=True,
        )

    @classmethod
    def from_json(cls, text: str) -> Graph:
        """Reads the output of to_json."""
        document = json.loads(text)
        return cls(
            resources=tuple(map(_resource, document["resources"])),
            stack_outputs=document["stack_outputs"],
            answers=document["answers"],
        )


def _resource(members: dict[str, Any]) -> Resource:
    tuples = {key: tuple(members[key]) for key in ("dependencies", "ignore_changes")}
    return Resource(**{**members, **tuples})


def _members(resource: Resource) -> Mapping[str, Any]:
    # `asdict` would copy every value in it.
    return {one.name: getattr(resource, one.name) for one in fields(resource)}


def texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON value
    """Yields every text that stands in a property's value, at any depth; names do not count."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)
