"""Builds an example from a JSON schema: its own example or default, else a plain value.

`{"properties": {"id": {"type": "integer"}, "size": {"enum": ["S", "M"]}}}` gives
`{"id": 0, "size": "S"}`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

_PLAIN = {"string": "string", "integer": 0, "number": 0, "boolean": True, "object": {}, "array": []}
_GIVEN = ("example", "default")

Table = Mapping[str, Any]


def sample(schema: Table, definitions: Table, inside: tuple[str, ...] = ()) -> object:
    """Returns the example; a schema that contains itself (`inside`) ends there with null."""
    for name in _GIVEN:
        if name in schema:
            return schema[name]
    if schema.get("enum"):
        return schema["enum"][0]
    for keyword, make in _MAKERS.items():
        if keyword in schema:
            return make(schema[keyword], definitions, inside)
    return _PLAIN.get(schema.get("type", ""))


def _referred(reference: str, definitions: Table, inside: tuple[str, ...]) -> object:
    name = reference.rpartition("/")[2]
    if name in inside or name not in definitions:
        return None
    return sample(definitions[name], definitions, (*inside, name))


def _merged(schemas: list[Table], definitions: Table, inside: tuple[str, ...]) -> object:
    parts = [sample(schema, definitions, inside) for schema in schemas]
    if len(parts) == 1:  # the usual way to add a description to a `$ref`, of any type
        return parts[0]
    return {name: value for part in parts if isinstance(part, dict) for name, value in part.items()}


def _first(schemas: list[Table], definitions: Table, inside: tuple[str, ...]) -> object:
    return sample(schemas[0], definitions, inside)


def _object(properties: Table, definitions: Table, inside: tuple[str, ...]) -> object:
    return {name: sample(schema, definitions, inside) for name, schema in properties.items()}


def _array(items: Table, definitions: Table, inside: tuple[str, ...]) -> object:
    return [sample(items, definitions, inside)]


_MAKERS: Mapping[str, Callable[[Any, Table, tuple[str, ...]], object]] = {
    "$ref": _referred,
    "allOf": _merged,
    "oneOf": _first,
    "anyOf": _first,
    "properties": _object,
    "items": _array,
}
