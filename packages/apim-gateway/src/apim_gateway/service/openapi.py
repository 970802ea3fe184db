"""Reads operations from an imported OpenAPI document, as Azure does.

https://learn.microsoft.com/azure/api-management/api-management-api-import-restrictions
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import yaml

from apim_gateway.service.model import Operation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from apim_gateway.service.resource import Resource

METHODS = ("delete", "get", "head", "options", "patch", "post", "put", "trace")
MAX_ID = 76
"""Azure cuts an operation's id here."""


def read_operations(resource: Resource) -> tuple[Operation, ...]:
    """Reads the `value` of an API; raises LoadError when it is not OpenAPI 3."""
    text = resource.text("value")
    try:
        document = json.loads(text) if text.lstrip().startswith("{") else yaml.safe_load(text)
        if not str(document["openapi"]).startswith("3."):
            raise resource.refused(f"OpenAPI {document['openapi']} is not supported; use 3.x")
        return tuple(_operations(document))
    except (ValueError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise resource.refused(f"value is not an OpenAPI 3 document: {error!r}") from None


def _operations(document: Mapping[str, Any]) -> Iterator[Operation]:
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                operation = item[method]
                given = operation.get("operationId") or f"{method}-{path}"
                # A path's own parameters hold for each of its methods.
                parameters = [*item.get("parameters", ()), *operation.get("parameters", ())]
                yield Operation(
                    id=_id(given),
                    name=operation.get("summary") or given,
                    method=method.upper(),
                    url_template=path + _query(parameters),
                )


def _id(operation_id: str) -> str:
    """Returns the id that Azure gives the operation: `Get_Items (v2)` becomes `get-items-v2`."""
    return re.sub(r"[^a-z0-9]+", "-", operation_id.lower()).strip("-")[:MAX_ID]


def _query(parameters: list[Mapping[str, Any]]) -> str:
    """Returns the query of the URL template, as `?q={q}`: one part per required parameter.

    Azure's import does so, and a request without the parameter is a 404.
    """
    names = [
        item["name"] for item in parameters if item.get("in") == "query" and item.get("required")
    ]
    return "?" + "&".join(f"{name}={{{name}}}" for name in names) if names else ""
