"""From an OpenAPI document to the operations of an API, much as Azure's own import makes them.

https://learn.microsoft.com/azure/api-management/api-management-api-import-restrictions
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from components.gateway.openapi.body import OpenApiBodies
from components.gateway.openapi.parameter import OpenApiParameters
from components.gateway.openapi.schemas import OpenApiSchemas
from components.gateway.operation import Interface, Operation, Request, Response

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
WITHOUT_BODY = ("get", "head", "options")
LONGEST_NAME = 300
"""Characters of an operation's display name that API Management takes."""
LONGEST = 1000
"""Characters of an operation's description that API Management takes."""

Described = dict[str, Any]


def read_interface(document: Mapping[str, Any]) -> Interface:
    """Returns the document's operations, sorted: the same document means the same program.

    The document's paths are URL templates and its operation ids are unique. Raises ComponentError
    for schemas that Azure wouldn't take.
    """
    schemas = OpenApiSchemas(document)
    reader = _Reader(schemas)
    found = sorted(reader.operations(document), key=lambda operation: operation.operation_id)
    return Interface(operations=tuple(found), schemas=schemas.used())


class _Reader:
    """Reads the paths of one document."""

    def __init__(self, schemas: OpenApiSchemas) -> None:
        self._parameters = OpenApiParameters(schemas)
        self._bodies = OpenApiBodies(schemas, self._parameters)

    def operations(self, document: Mapping[str, Any]) -> Iterator[Operation]:
        for url_template, path in document.get("paths", {}).items():
            for method in METHODS:
                if method in path:
                    shared = path.get("parameters", [])
                    yield self._operation(url_template, method, path[method], shared)

    def _operation(
        self, url_template: str, method: str, described: Described, shared: Sequence[Described]
    ) -> Operation:
        parameters = [*shared, *described.get("parameters", [])]
        return Operation(
            operation_id=described["operationId"],
            method=method.upper(),
            url_template=url_template,
            display_name=_shortened(
                described.get("summary") or described["operationId"], LONGEST_NAME
            ),
            description=_shortened(described.get("description", ""), LONGEST),
            template_parameters=self._parameters.at("path", parameters),
            request=self._request(method, described, parameters),
            responses=tuple(self._responses(described)),
        )

    def _request(
        self, method: str, described: Described, parameters: Sequence[Described]
    ) -> Request:
        body = {} if method in WITHOUT_BODY else described.get("requestBody", {})
        place = f"{described['operationId']}-request"
        return Request(
            description=_request_description(body, parameters),
            # Not a part of the template, even when required: the app's own answer to a missing one
            # says what is missing, the gateway's would be "Resource not found".
            query_parameters=self._parameters.at("query", parameters),
            headers=self._parameters.at("header", parameters),
            representations=self._bodies.representations(body, place),
        )

    def _responses(self, described: Described) -> Iterator[Response]:
        """Yields one for each status code; `default` and ranges such as `4XX` have none."""
        responses = described.get("responses", {})
        for status in sorted(one for one in responses if one.isdecimal()):
            response = responses[status]
            place = f"{described['operationId']}-{status}"
            yield Response(
                status_code=int(status),
                description=response.get("description", ""),
                headers=self._parameters.of_answer(response.get("headers", {})),
                representations=self._bodies.representations(response, place),
            )


def _request_description(body: Described, parameters: Sequence[Described]) -> str:
    """Returns sentences on the body and the cookies, for which API Management has no property."""
    lines = [body["description"]] if body.get("description") else []
    if body.get("required"):
        lines.append("The body is required.")
    for one in parameters:
        if one["in"] == "cookie":
            required = "required" if one.get("required") else "optional"
            about = f": {one['description']}" if one.get("description") else ""
            lines.append(f"Cookie {one['name']}, {required}{about}")
    return "\n".join(lines)


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
