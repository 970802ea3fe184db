"""A FastAPI app on Functions that the gateway publishes: the API by key, its docs to everybody.

https://learn.microsoft.com/azure/api-management/import-function-app-as-api
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from pulumi import ComponentResource, Output, Resource, ResourceOptions
from pulumi_azure_native import apimanagement

from components.functions.function_app import FunctionApp, FunctionAppArgs, FunctionScale
from components.functions.source import documents
from components.gateway.api import Api, ApiArgs, ApiVersion
from components.gateway.api_versions import by_version
from components.gateway.function_backend import FunctionBackend, FunctionBackendArgs
from components.gateway.openapi.interface import read_interface
from components.gateway.policy_folder import PRODUCTS
from components.gateway.product import Product, ProductArgs
from components.gateway.service_policies import ServicePolicies, ServicePoliciesArgs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from components.gateway.api_management import ApiManagement
    from components.gateway.policy_folder import PolicyFolder
    from components.platform.platform import Platform

API = "simple-fastapi-api"
DOCS = "public-docs"
BACKEND = "function-app"
"""Written by the policies; static, since a name with a suffix can't stand in a file."""


@dataclass(frozen=True, kw_only=True)
class FastApiServiceArgs:
    """What FastApiService needs to know."""

    platform: Platform
    api_management: ApiManagement
    source: Path
    """The folder of the function app."""
    policies: PolicyFolder
    api_path: str
    """Where the gateway serves the API, without slashes around it."""
    public_path: str
    """Where the gateway serves the documentation."""
    scale: FunctionScale
    api_versions: Sequence[str] = ()
    """Versions of the API, each the first segment of routes, that are published as such."""
    api_clients: Sequence[str] = ()
    """Who gets a subscription key of their own."""


class FastApiService(ComponentResource):
    """Function app, backend, two APIs, and a product whose key opens the first of them."""

    function_app: FunctionApp
    api_url: Output[str]
    docs_url: Output[str]
    subscription_key: Output[str]
    subscription_keys: Output[dict[str, str]]

    def __init__(
        self, name: str, args: FastApiServiceArgs, opts: ResourceOptions | None = None
    ) -> None:
        super().__init__("gatehouse:fastapi_service:FastApiService", name, None, opts)
        settings = app_settings(args.public_path, args.api_path)
        source = documents(args.source, settings)
        self.function_app = _function_app(name, args, settings, self)
        policies = _policies(name, args, _backend(args, self.function_app, self), self)
        api, docs = read_interface(source.api), read_interface(source.docs)
        operations = (*api.operations, *docs.operations)
        args.policies.refuse_strays(
            [
                *(API, DOCS, f"{PRODUCTS}{API}"),
                *(f"{API}-{version}" for version in args.api_versions),
                *(one.operation_id for one in operations),
            ]
        )
        published = partial(
            ApiArgs,
            resource_group_name=args.platform.resource_group_name,
            service_name=args.api_management.service_name,
            policies=policies,
        )
        keyed = self._keyed_apis(args, source.api, published)
        Api(
            DOCS,
            published(
                path=args.public_path,
                display_name="Public docs",
                description="The API's documentation, open to everybody",
                subscription_required=False,
                interface=docs,
            ),
            ResourceOptions(parent=self),
        )
        product = _product(args, keyed, policies, self)
        gateway_url = args.api_management.gateway_url
        self.api_url = Output.concat(gateway_url, "/", args.api_path)
        self.docs_url = Output.concat(gateway_url, "/", args.public_path, "/docs")
        self.subscription_key = product.subscription_key
        self.subscription_keys = product.subscription_keys
        self.register_outputs(
            {
                "apiUrl": self.api_url,
                "docsUrl": self.docs_url,
                "subscriptionKey": self.subscription_key,
                "subscriptionKeys": self.subscription_keys,
            }
        )

    def _keyed_apis(
        self, args: FastApiServiceArgs, document: Mapping[str, Any], published: partial[ApiArgs]
    ) -> list[Api]:
        """Declares the API and its versions; without versions there is no set of them."""
        set_id = _version_set(args, self).id if args.api_versions else None
        apis: list[Api] = []
        for version, part in by_version(document, args.api_versions).items():
            first = apis[0].resource if apis else None
            known = (
                ApiVersion(set_id=set_id, name=version, after=first) if set_id is not None else None
            )
            api = Api(
                f"{API}-{version}" if version else API,
                published(
                    path=args.api_path,
                    display_name=f"Simple FastAPI API {version}".rstrip(),
                    description="The API; every call needs a subscription key",
                    subscription_required=True,
                    interface=read_interface(part),
                    version=known,
                ),
                ResourceOptions(parent=self),
            )
            apis.append(api)
        return apis


def app_settings(public_path: str, api_path: str) -> dict[str, str]:
    """Returns the settings by which the app knows where the gateway serves it."""
    return {
        "RUNNING_IN_PRODUCTION": "true",
        "PUBLIC_PATH": f"/{public_path}",
        "API_PATH": f"/{api_path}",
    }


def _function_app(
    name: str, args: FastApiServiceArgs, settings: dict[str, str], parent: Resource
) -> FunctionApp:
    return FunctionApp(
        name,
        FunctionAppArgs(
            platform=args.platform,
            source=args.source,
            settings=settings,
            scale=args.scale,
        ),
        ResourceOptions(parent=parent),
    )


def _backend(
    args: FastApiServiceArgs, function_app: FunctionApp, parent: Resource
) -> FunctionBackend:
    return FunctionBackend(
        BACKEND,
        FunctionBackendArgs(
            platform=args.platform,
            api_management=args.api_management,
            function_app=function_app,
            versions=args.api_versions,
        ),
        ResourceOptions(parent=parent),
    )


def _policies(
    name: str, args: FastApiServiceArgs, backend: FunctionBackend, parent: Resource
) -> ServicePolicies:
    return ServicePolicies(
        name,
        ServicePoliciesArgs(
            resource_group_name=args.platform.resource_group_name,
            service_name=args.api_management.service_name,
            folder=args.policies,
            backends=backend.backends,
        ),
        ResourceOptions(parent=parent),
    )


def _version_set(args: FastApiServiceArgs, parent: Resource) -> apimanagement.ApiVersionSet:
    return apimanagement.ApiVersionSet(
        API,
        version_set_id=API,
        resource_group_name=args.platform.resource_group_name,
        service_name=args.api_management.service_name,
        display_name="Simple FastAPI API",
        versioning_scheme=apimanagement.VersioningScheme.SEGMENT,
        opts=ResourceOptions(parent=parent),
    )


def _product(
    args: FastApiServiceArgs, apis: Sequence[Api], policies: ServicePolicies, parent: Resource
) -> Product:
    return Product(
        API,
        ProductArgs(
            resource_group_name=args.platform.resource_group_name,
            service_name=args.api_management.service_name,
            display_name="Simple FastAPI",
            description="Opens the API to the holder of a key",
            apis=apis,
            policies=policies,
            clients=args.api_clients,
        ),
        ResourceOptions(parent=parent),
    )
