"""From an OpenAPI document to the operations of an API.

https://learn.microsoft.com/azure/api-management/api-management-api-import-restrictions
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from components.errors import ComponentError
from components.operation import Operation, Parameter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
OPERATION_ID = re.compile(r"[A-Za-z0-9_-]{1,80}")


def operations(document: Mapping[str, Any]) -> tuple[Operation, ...]:
    """Returns the document's operations, sorted so that the same document means the same program.

    Raises ComponentError for an operation id that Azure wouldn't take, or takes only once.
    """
    found = sorted(_operations(document), key=lambda operation: operation.operation_id)
    ids = [operation.operation_id for operation in found]
    for operation_id in ids:
        if not OPERATION_ID.fullmatch(operation_id):
            raise ComponentError(
                f"the operation id {operation_id!r} can't be an Azure resource name; allowed are "
                "1 to 80 letters, digits, '_' and '-'; give the route another name"
            )
        if ids.count(operation_id) > 1:
            raise ComponentError(
                f"the operation id {operation_id!r} stands for two routes; allowed is one route "
                "for each id; give one of the routes another name"
            )
    return tuple(found)


def _operations(document: Mapping[str, Any]) -> Iterator[Operation]:
    for url_template, path in document.get("paths", {}).items():
        for method in METHODS:
            if method in path:
                shared = path.get("parameters", [])
                yield _operation(url_template, method, path[method], shared)


def _operation(
    url_template: str, method: str, described: Mapping[str, Any], shared: Sequence[Any]
) -> Operation:
    parameters = [*shared, *described.get("parameters", [])]
    return Operation(
        operation_id=described["operationId"],
        method=method.upper(),
        url_template=url_template,
        display_name=described.get("summary") or described["operationId"],
        description=described.get("description", ""),
        template_parameters=tuple(_parameters(parameters, "path")),
        # Not a part of the template, even when required: the app's own answer to a missing one
        # says what is missing, the gateway's would be "Resource not found".
        query_parameters=tuple(_parameters(parameters, "query")),
    )


def _parameters(parameters: Sequence[Mapping[str, Any]], place: str) -> Iterator[Parameter]:
    for parameter in parameters:
        if parameter["in"] == place:
            yield Parameter(
                name=parameter["name"],
                type=parameter.get("schema", {}).get("type", "string"),
                required=parameter.get("required", False),
                description=parameter.get("description", ""),
            )
