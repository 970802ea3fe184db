"""An operation as API Management takes it: what is sent, what comes back.

https://learn.microsoft.com/azure/templates/microsoft.apimanagement/service/apis/operations
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_azure_native import apimanagement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pulumi import Input

    from components.gateway.operation import Example, Parameter, Representation, Request, Response


def parameter_contracts(
    parameters: Sequence[Parameter],
) -> list[apimanagement.ParameterContractArgs]:
    """Returns parameters of a URL, headers or fields of a form."""
    return [
        apimanagement.ParameterContractArgs(
            name=one.name,
            type=one.type,
            required=one.required,
            description=one.description,
            default_value=one.default or None,
            values=list(one.values) or None,
            examples=_example_contracts(one.examples),
        )
        for one in parameters
    ]


def request_contract(
    request: Request, schema_id: Input[str] | None
) -> apimanagement.RequestContractArgs:
    """Returns the request; `schema_id` names the document that holds the bodies' schemas."""
    return apimanagement.RequestContractArgs(
        description=request.description or None,
        query_parameters=parameter_contracts(request.query_parameters),
        headers=parameter_contracts(request.headers),
        representations=_representation_contracts(request.representations, schema_id),
    )


def response_contracts(
    responses: Sequence[Response], schema_id: Input[str] | None
) -> list[apimanagement.ResponseContractArgs]:
    """Returns the responses; `schema_id` names the document that holds the bodies' schemas."""
    return [
        apimanagement.ResponseContractArgs(
            status_code=one.status_code,
            description=one.description,
            headers=parameter_contracts(one.headers),
            representations=_representation_contracts(one.representations, schema_id),
        )
        for one in responses
    ]


def _representation_contracts(
    representations: Sequence[Representation], schema_id: Input[str] | None
) -> list[apimanagement.RepresentationContractArgs]:
    return [
        apimanagement.RepresentationContractArgs(
            content_type=one.content_type,
            schema_id=schema_id if one.type_name else None,
            type_name=one.type_name or None,
            form_parameters=parameter_contracts(one.form_parameters) or None,
            examples=_example_contracts(one.examples),
        )
        for one in representations
    ]


def _example_contracts(
    examples: Mapping[str, Example],
) -> dict[str, apimanagement.ParameterExampleContractArgs] | None:
    return {
        name: apimanagement.ParameterExampleContractArgs(
            value=one.value,
            summary=one.summary or None,
            description=one.description or None,
        )
        for name, one in examples.items()
    } or None
