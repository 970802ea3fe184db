"""Reads API, version set, operation and schema resources.

https://learn.microsoft.com/azure/templates/microsoft.apimanagement/2024-05-01/service/apis
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from apim_gateway.service.model import Answer, Api, Document, Operation, Representation, VersionSet
from apim_gateway.service.openapi import read_operations
from apim_gateway.service.policy_documents import read_document

if TYPE_CHECKING:
    from apim_gateway.service.resource import Resource

Kinds = Mapping[str, list["Resource"]]
Schemas = Mapping[str, Mapping[str, Any]]


def read_apis(kinds: Kinds) -> tuple[Api, ...]:
    """Reads all APIs with their operations and policies; raises LoadError."""
    known = {item.id for item in kinds["apis"]}
    for kind in ("apis/operations", "apis/operations/policies", "apis/policies", "apis/schemas"):
        for item in kinds[kind]:
            if item.names[0] not in known:
                names = ", ".join(sorted(known)) or "none"
                raise item.refused(f"there is no API {item.names[0]!r}; known: {names}")
    version_sets = {item.id: _version_set(item) for item in kinds["apiVersionSets"]}
    policies = {item.names[0]: read_document(item) for item in kinds["apis/policies"]}
    operations = _operations(kinds)
    return tuple(
        _api(item, version_sets, policies.get(item.id), operations[item.id])
        for item in kinds["apis"]
    )


def _api(
    item: Resource,
    version_sets: Mapping[str, VersionSet],
    policy: Document | None,
    operations: list[Operation],
) -> Api:
    for name in ("type", "apiType"):
        item.choice(name, ("http",), "http")
    names = item.table("subscriptionKeyParameterNames")
    return Api(
        id=item.id,
        name=item.text("displayName", item.id),
        path=item.text("path").strip("/"),
        service_url=item.text("serviceUrl", "").rstrip("/"),
        protocols=tuple(map(str, item.items("protocols"))) or ("https",),
        subscription_required=item.flag("subscriptionRequired", default=True),
        # Not `get(…, default)`: a name that is there, but null or empty, is none.
        key_header=names.get("header") or "Ocp-Apim-Subscription-Key",
        key_query=names.get("query") or "subscription-key",
        revision=item.text("apiRevision", item.id.partition(";rev=")[2] or "1"),
        is_current=item.flag("isCurrent", default=";rev=" not in item.id),
        version=item.text("apiVersion", ""),
        version_set=_version_set_of(item, version_sets),
        operations=(*operations, *_imported(item)),
        policy=policy,
    )


def _imported(item: Resource) -> tuple[Operation, ...]:
    """Reads the operations of an API that is created from an OpenAPI document."""
    given = item.choice("format", ("", "openapi", "openapi+json"), "")
    if not given:
        item.refuse("value", "it needs a format; set format to openapi or openapi+json")
        return ()
    return read_operations(item)


def _version_set(item: Resource) -> VersionSet:
    scheme = item.choice("versioningScheme", ("Segment", "Header", "Query"), "")
    parameter = {"Header": "versionHeaderName", "Query": "versionQueryName"}.get(scheme)
    return VersionSet(
        id=item.id, scheme=scheme, parameter=item.text(parameter) if parameter else ""
    )


def _version_set_of(item: Resource, known: Mapping[str, VersionSet]) -> VersionSet | None:
    given = item.text("apiVersionSetId", "").rpartition("/")[2]
    if given and given not in known:
        names = ", ".join(sorted(known)) or "none"
        raise item.refused(f"there is no version set {given!r}; known: {names}")
    return known.get(given)


def _operations(kinds: Kinds) -> Mapping[str, list[Operation]]:
    schemas = _schemas(kinds)
    policies = {item.names[:2]: item for item in kinds["apis/operations/policies"]}
    operations: dict[str, list[Operation]] = defaultdict(list)
    for item in kinds["apis/operations"]:
        operation = _operation(item, schemas.get(item.names[0], {}))
        # What is left at the end belongs to an operation that isn't there.
        policy = policies.pop(item.names, None)
        if policy is not None:
            operation = replace(operation, policy=read_document(policy))
        operations[item.names[0]].append(operation)
    for item in policies.values():
        raise item.refused(f"there is no operation {item.names[1]!r}; declare it")
    return operations


def _operation(item: Resource, schemas: Schemas) -> Operation:
    template = item.text("urlTemplate")
    return Operation(
        id=item.id,
        name=item.text("displayName", item.id),
        method=item.text("method").upper(),
        url_template=template if template.startswith("/") else f"/{template}",
        answers=tuple(
            Answer(
                status=int(answer["statusCode"]),
                representations=tuple(
                    _representation(given, schemas) for given in answer.get("representations") or ()
                ),
            )
            for answer in item.items("responses")
        ),
    )


def _representation(given: Mapping[str, Any], schemas: Schemas) -> Representation:
    # Older API versions have one `sample` in place of `examples` by name.
    examples = given.get("examples") or {}
    example = next((example.get("value") for example in examples.values()), given.get("sample"))
    definitions = schemas.get(given.get("schemaId", ""), {})
    return Representation(
        content_type=given["contentType"],
        example=example,
        schema=definitions.get(given.get("typeName", "")),
        definitions=definitions,
    )


def _schemas(kinds: Kinds) -> Mapping[str, Schemas]:
    """Maps an API's id to its schema documents, and these to their named schemas."""
    found: dict[str, dict[str, Mapping[str, Any]]] = defaultdict(dict)
    for item in kinds["apis/schemas"]:
        document = item.table("document")
        # OpenAPI 3 keeps its schemas in `components/schemas`, Swagger 2 in `definitions`.
        components = document.get("components") or {}
        named = components.get("schemas") or document.get("definitions") or {}
        found[item.names[0]][item.id] = named
    return found
