"""The schemas of one OpenAPI document by name, those in between its operations included.

API Management refers to a schema by its name only, does not follow a reference out of the document
and knows no schema that contains itself.

https://learn.microsoft.com/azure/api-management/api-management-api-import-restrictions
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from components.errors import ComponentError
from components.gateway.openapi.schema import Schema, openapi_30

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PREFIX = "#/components/schemas/"
LARGEST = 4 * 1024 * 1024
"""Bytes of a document that API Management takes at once."""


class OpenApiSchemas:
    """The schemas of a document by name; one without a name gets one when asked for."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        """Raises ComponentError for a reference to something else than a schema in there."""
        named = document.get("components", {}).get("schemas", {})
        self._known = {name: openapi_30(schema) for name, schema in named.items()}
        self._used: set[str] = set()
        for name, schema in self._known.items():
            self._refuse_unknown(f"schema {name!r}", schema)

    def type_name(self, schema: Schema, place: str) -> str:
        """Returns the schema's name, `place` when it has none, nothing when it allows everything.

        Example: `{"$ref": "#/components/schemas/Pet"}` is called `Pet`. A list of pets has no name
        in the document, so it is kept under `place`, such as `list_pets-200-application-json`.

        Raises ComponentError for a reference to something else than a schema of the document.
        """
        written = openapi_30(self._taken_out(schema, place))
        if not written.keys() - {"title", "description"}:
            return ""
        self._refuse_unknown(place, written)
        name = place
        if written.keys() == {"$ref"}:
            name = _name(written["$ref"])
        else:
            self._known[name] = written
        self._used.add(name)
        return name

    def _taken_out(self, schema: Schema, place: str) -> Schema:
        """Keeps what a schema defines within itself, as `model_json_schema` does, by a name."""
        inner = schema.get("$defs", {})
        names = {f"#/$defs/{name}": f"{PREFIX}{place}-{name}" for name in inner}
        for name, one in inner.items():
            self._known[f"{place}-{name}"] = openapi_30(_renamed(one, names))
        renamed: Schema = _renamed(schema, names)
        return renamed

    def flat(self, schema: Schema) -> Schema:
        """Returns the schema with references replaced by their schemas, one level deep.

        That is enough for a parameter, which has a type, a default and allowed values, and no more.
        """
        written = openapi_30(schema)
        self._refuse_unknown("a parameter", written)
        parts = (written, *written.get("allOf", ()))
        referred = (self._known[_name(part["$ref"])] for part in parts if "$ref" in part)
        return {word: value for part in (*referred, written) for word, value in part.items()}

    def used(self) -> dict[str, Schema]:
        """Returns the schemas that bodies need, sorted by name; none contains itself.

        Raises ComponentError for more than API Management takes.
        """
        inside = {name: self._inside(name) for name in self._known}
        needed = self._used.union(*(inside[name] for name in self._used))
        found = {name: self._cut(self._known[name], name, inside) for name in sorted(needed)}
        size = len(json.dumps(found).encode())
        if size > LARGEST:
            raise ComponentError(
                f"the schemas of the API's bodies are {size} bytes long; allowed are {LARGEST}; "
                "shorten descriptions or examples of the models"
            )
        return found

    def _inside(self, name: str) -> set[str]:
        """Returns the schemas that this one refers to, directly or not."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            others = {_name(one) for one in _references(self._known[waiting.pop()])} - found
            found |= others
            waiting.extend(others)
        return found

    def _cut(self, value: Any, name: str, inside: Mapping[str, set[str]]) -> Any:  # noqa: ANN401
        """Returns a part of the named schema in which nothing leads back to it.

        What would is described by its type alone: the children of a tree's node are objects.

        Example: the schema `Node` has children, `{"type": "array", "items": {"$ref": "…/Node"}}`;
        the items become `{"title": "Node", "type": "object"}`. Of two schemas that contain each
        other, both are cut, so that it doesn't matter which one a body begins with.
        """
        if isinstance(value, list):
            return [self._cut(one, name, inside) for one in value]
        if not isinstance(value, dict):
            return value
        if isinstance(value.get("$ref"), str):
            other = _name(value["$ref"])
            known = self._known[other]
            shown = {word: known[word] for word in ("title", "type") if word in known}
            return shown if name in inside[other] else value
        cut = {word: self._cut(one, name, inside) for word, one in value.items()}
        if cut.get("oneOf") != value.get("oneOf"):
            cut.pop("discriminator", None)  # It refers by name to what has none any more.
        return cut

    def _refuse_unknown(self, place: str, schema: Schema) -> None:
        for reference in _references(schema):
            if _name(reference) not in self._known:
                raise ComponentError(
                    f"{place} refers to {reference!r}; allowed are the document's own schemas, as "
                    f"{PREFIX}NAME; use a model that FastAPI describes in there"
                )


def _references(schema: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON value
    """Yields every reference in the schema, or in any other JSON value."""
    if isinstance(schema, dict):
        if isinstance(schema.get("$ref"), str):
            yield schema["$ref"]
        for value in schema.values():
            yield from _references(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _references(value)


def _renamed(value: Any, names: Mapping[str, str]) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, dict):
        return {word: _renamed(one, names) for word, one in value.items()}
    if isinstance(value, list):
        return [_renamed(one, names) for one in value]
    return names.get(value, value) if isinstance(value, str) else value


def _name(reference: str) -> str:
    return reference.removeprefix(PREFIX)
