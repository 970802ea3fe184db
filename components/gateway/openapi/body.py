"""From the bodies of an OpenAPI document to the representations of API Management.

https://learn.microsoft.com/azure/templates/microsoft.apimanagement/service/apis/operations
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from components.gateway.openapi.parameter import read_examples
from components.gateway.operation import Representation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from components.gateway.openapi.parameter import OpenApiParameters
    from components.gateway.openapi.schemas import OpenApiSchemas

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
BETWEEN = re.compile("[^a-z0-9]+")


class OpenApiBodies:
    """Reads bodies, whose schemas may stand among the document's."""

    def __init__(self, schemas: OpenApiSchemas, parameters: OpenApiParameters) -> None:
        self._schemas = schemas
        self._parameters = parameters

    def representations(self, body: Mapping[str, Any], place: str) -> tuple[Representation, ...]:
        """Returns the body in each of its content types; a schema without a name is called `place`.

        Example: the answer of `list_names` to a good request is `list_names-200-application-json`.
        """
        return tuple(
            self._representation(content_type, content, place)
            for content_type, content in body.get("content", {}).items()
        )

    def _representation(
        self, content_type: str, content: Mapping[str, Any], place: str
    ) -> Representation:
        schema = content.get("schema", {})
        if content_type in FORMS:
            return Representation(
                content_type=content_type, form_parameters=self._parameters.of_form(schema)
            )
        name = f"{place}-{BETWEEN.sub('-', content_type.lower()).strip('-')}"
        return Representation(
            content_type=content_type,
            type_name=self._schemas.type_name(schema, name),
            examples=read_examples(content),
        )
