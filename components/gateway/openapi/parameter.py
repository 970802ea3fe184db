"""From parameters, headers and form fields of an OpenAPI document to those of API Management.

https://learn.microsoft.com/azure/templates/microsoft.apimanagement/service/apis/operations
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from components.gateway.operation import Example, Parameter

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from components.gateway.openapi.schemas import OpenApiSchemas


class OpenApiParameters:
    """Reads parameters, whose types may stand among the document's schemas."""

    def __init__(self, schemas: OpenApiSchemas) -> None:
        self._schemas = schemas

    def at(self, place: str, parameters: Sequence[Mapping[str, Any]]) -> tuple[Parameter, ...]:
        """Returns those of one place: `path`, `query` or `header`."""
        return tuple(
            self._parameter(one["name"], one, required=one.get("required", False))
            for one in parameters
            if one["in"] == place
        )

    def of_answer(self, headers: Mapping[str, Mapping[str, Any]]) -> tuple[Parameter, ...]:
        """Returns the headers of an answer, by name."""
        return tuple(
            self._parameter(name, headers[name], required=headers[name].get("required", False))
            for name in sorted(headers)
        )

    def of_form(self, schema: dict[str, Any]) -> tuple[Parameter, ...]:
        """Returns the fields of a form; a file is a string."""
        # FastAPI describes a form by a schema of its own, `Body_upload_file` or the like.
        form = self._schemas.flat(schema)
        required: Collection[str] = form.get("required", ())
        return tuple(
            self._parameter(name, {"schema": field}, required=name in required)
            for name, field in form.get("properties", {}).items()
        )

    def _parameter(self, name: str, described: Mapping[str, Any], *, required: bool) -> Parameter:
        schema = self._schemas.flat(described.get("schema", {}))
        default = schema.get("default")
        return Parameter(
            name=name,
            type=schema.get("type", "string"),
            required=required,
            description=described.get("description") or schema.get("description", ""),
            default="" if default is None else _text(default),
            # null says that the parameter may be left out: it is nothing that a caller could send.
            values=tuple(_text(one) for one in schema.get("enum", ()) if one is not None),
            examples=read_examples(described),
        )


def read_examples(described: Mapping[str, Any]) -> dict[str, Example]:
    """Returns the examples of a parameter or a body by name; a single one is the `default`."""
    if "example" in described:
        return {"default": Example(value=described["example"])}
    return {
        name: Example(
            value=one["value"],
            summary=one.get("summary", ""),
            description=one.get("description", ""),
        )
        for name, one in described.get("examples", {}).items()
        if "value" in one  # Else it lies elsewhere.
    }


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)
