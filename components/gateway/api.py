"""An API of the gateway with its operations and policies.

https://learn.microsoft.com/azure/api-management/add-api-manually
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pulumi import ComponentResource, Input, Output, Resource, ResourceOptions
from pulumi_azure_native import apimanagement

from components.gateway.api_operation import (
    parameter_contracts,
    request_contract,
    response_contracts,
)

if TYPE_CHECKING:
    from components.gateway.operation import Interface, Operation
    from components.gateway.service_policies import ServicePolicies

KEY_HEADER, KEY_QUERY = "Ocp-Apim-Subscription-Key", "subscription-key"
SCHEMAS = "application/vnd.oai.openapi.components+json"
"""The content type of schemas as an OpenAPI document has them."""


@dataclass(frozen=True, kw_only=True)
class ApiVersion:
    """The version of an API among those that share its path."""

    set_id: Input[str]
    name: str = ""
    """Empty for the one that callers get who name none."""
    after: Resource | None = None
    """The version that has to be in the set already: outside of a set no two APIs share a path."""


@dataclass(frozen=True, kw_only=True)
class ApiArgs:
    """The path, operations and policies of an API."""

    resource_group_name: Input[str]
    service_name: Input[str]
    path: str
    """Prefix of the URL, without slashes around it."""
    display_name: str
    description: str
    subscription_required: bool
    interface: Interface
    policies: ServicePolicies
    app: str = ""
    """Stands before the names of its operations in Pulumi, where other apps have the same ones."""
    version: ApiVersion | None = None


class Api(ComponentResource):
    """Serves the operations below the path; the component's name is the API's id."""

    resource: apimanagement.Api
    api_name: Output[str]
    path: Output[str]
    subscription_required: bool

    def __init__(self, name: str, args: ApiArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("gatehouse:api:Api", name, None, opts)
        version = args.version
        api = apimanagement.Api(
            name,
            api_id=name,
            resource_group_name=args.resource_group_name,
            service_name=args.service_name,
            path=args.path,
            display_name=args.display_name,
            description=args.description,
            protocols=[apimanagement.Protocol.HTTPS],
            api_revision="1",
            api_version=version.name or None if version else None,
            api_version_set_id=version.set_id if version else None,
            subscription_required=args.subscription_required,
            subscription_key_parameter_names=apimanagement.SubscriptionKeyParameterNamesContractArgs(
                header=KEY_HEADER, query=KEY_QUERY
            ),
            opts=ResourceOptions(parent=self, depends_on=version.after if version else None),
        )
        self.api_name = api.name
        self._add_policy(name, args, api)
        schema_id = self._add_schemas(name, args, api)
        for operation in args.interface.operations:
            self._add_operation(operation, schema_id, args, api)
        self.resource = api
        self.path = api.path
        self.subscription_required = args.subscription_required
        self.register_outputs({"apiName": self.api_name, "path": self.path})

    def _add_policy(self, name: str, args: ApiArgs, api: apimanagement.Api) -> None:
        apimanagement.ApiPolicy(
            name,
            policy_id="policy",
            api_id=api.name,
            resource_group_name=args.resource_group_name,
            service_name=args.service_name,
            # As the file has it; the format XML wants the quotes of expressions to be escaped.
            format=apimanagement.PolicyContentFormat.RAWXML,
            value=args.policies.folder.require(name),
            opts=args.policies.waiting(name, self),
        )

    def _add_schemas(self, name: str, args: ApiArgs, api: apimanagement.Api) -> Output[str] | None:
        """Declares the schemas of the bodies; operations refer to them, so they come first."""
        if not args.interface.schemas:
            return None
        schema = apimanagement.ApiSchema(
            name,
            schema_id=name,
            api_id=api.name,
            resource_group_name=args.resource_group_name,
            service_name=args.service_name,
            content_type=SCHEMAS,
            components={"schemas": args.interface.schemas},
            opts=ResourceOptions(parent=self),
        )
        return schema.name

    def _add_operation(
        self,
        operation: Operation,
        schema_id: Output[str] | None,
        args: ApiArgs,
        api: apimanagement.Api,
    ) -> None:
        name = f"{args.app}{operation.operation_id}"
        declared = apimanagement.ApiOperation(
            name,
            operation_id=operation.operation_id,
            api_id=api.name,
            resource_group_name=args.resource_group_name,
            service_name=args.service_name,
            method=operation.method,
            url_template=operation.url_template,
            display_name=operation.display_name,
            description=operation.description,
            template_parameters=parameter_contracts(operation.template_parameters),
            request=request_contract(operation.request, schema_id),
            responses=response_contracts(operation.responses, schema_id),
            opts=ResourceOptions(parent=self),
        )
        self._add_operation_policy(name, operation, declared, args)

    def _add_operation_policy(
        self,
        name: str,
        operation: Operation,
        declared: apimanagement.ApiOperation,
        args: ApiArgs,
    ) -> None:
        folder = args.policies.folder
        written = folder.of_operation(self.pulumi_resource_name, operation.operation_id)
        document = folder.require(written) if written else operation.policy
        if document:
            waiting = args.policies.waiting(written, self) if written else None
            apimanagement.ApiOperationPolicy(
                name,
                policy_id="policy",
                api_id=self.api_name,
                operation_id=declared.name,
                resource_group_name=args.resource_group_name,
                service_name=args.service_name,
                format=apimanagement.PolicyContentFormat.RAWXML,
                value=document,
                opts=waiting or ResourceOptions(parent=self),
            )
