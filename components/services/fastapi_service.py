"""A FastAPI app on Functions, and the APIs by which the gateway publishes it.

https://learn.microsoft.com/azure/api-management/import-function-app-as-api
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pulumi import ComponentResource, Output, Resource, ResourceOptions
from pulumi_azure_native import apimanagement

from components.functions.function_app import FunctionApp, FunctionAppArgs, FunctionScale
from components.functions.source import description
from components.gateway.api import Api, ApiArgs, ApiVersion
from components.gateway.function_backend import FunctionBackend, FunctionBackendArgs
from components.gateway.openapi.publication import read_interfaces
from components.gateway.policy_folder import PRODUCTS
from components.gateway.product import Product, ProductArgs
from components.gateway.published_apis import PublishedApis
from components.gateway.service_policies import ServicePolicies, ServicePoliciesArgs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from components.gateway.api_management import ApiManagement
    from components.gateway.operation import Interface
    from components.gateway.policy_folder import PolicyFolder
    from components.gateway.published_api import PublishedApi
    from components.platform.platform import Platform

BACKEND = "function-app"
"""Written by the policies; static, since a name with a suffix can't stand in a file."""
ORIGINAL = ""
"""The version that callers get who name none."""


@dataclass(frozen=True, kw_only=True)
class FastApiSettings:
    """The settings of a stack for the app and its APIs."""

    scale: FunctionScale
    versions: Sequence[str] = ()
    """Versions of the main API, each the first segment of routes, that are published as such."""
    clients: Sequence[str] = ()
    """Clients that get a subscription key of their own."""


@dataclass(frozen=True, kw_only=True)
class FastApiServiceArgs:
    """The code of one app, the APIs that publish it, and who calls them."""

    platform: Platform
    api_management: ApiManagement
    source: Path
    """The folder of the function app."""
    policies: PolicyFolder
    apis: Sequence[PublishedApi]
    settings: FastApiSettings

    @property
    def published(self) -> PublishedApis:
        """The APIs by what they publish."""
        return PublishedApis(self.apis)

    @property
    def segments(self) -> list[str]:
        """First segments of the routes that have a backend of their own."""
        return [*self.settings.versions, *(one.segment for one in self.apis if one.segment)]

    def versions(self, api: PublishedApi) -> list[str]:
        """Returns the versions under which the API is published; empty for the original one."""
        return [ORIGINAL, *(self.settings.versions if api.publishes_the_rest else ())]


class FastApiService(ComponentResource):
    """Function app, backend, APIs, and a product whose key opens those that need one."""

    function_app: FunctionApp
    api_url: Output[str]
    docs_url: Output[str]
    sample_url: Output[str]
    """A call of the main API that needs its key and nothing else; empty when it has none."""
    subscription_key: Output[str]
    subscription_keys: Output[dict[str, str]]

    def __init__(
        self, name: str, args: FastApiServiceArgs, opts: ResourceOptions | None = None
    ) -> None:
        super().__init__("gatehouse:fastapi_service:FastApiService", name, None, opts)
        settings = app_settings(args.published.docs.path, args.published.main.path)
        described = description(args.source, args.settings.scale.python_version, settings)
        self.function_app = _function_app(name, args, settings, self)
        policies = _policies(name, args, _backend(args, self.function_app, self), self)
        interfaces = read_interfaces(
            described,
            args.published,
            args.settings.versions,
            gateway_answers_options=bool(args.policies.cors_origins),
        )
        args.policies.refuse_strays(_names(args, interfaces.values()))
        apis = [api for one in args.apis for api in _publish(one, args, interfaces, policies, self)]
        product = _product(args, [one for one in apis if one.subscription_required], policies, self)
        gateway_url = args.api_management.gateway_url
        self.api_url = Output.concat(gateway_url, "/", args.published.main.path)
        self.docs_url = Output.concat(gateway_url, "/", args.published.docs.path, "/docs")
        sample = interfaces[args.published.main.name].sample()
        self.sample_url = Output.concat(self.api_url, sample) if sample else Output.from_input("")
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


def app_settings(public_path: str, api_path: str) -> dict[str, str]:
    """Returns the settings by which the app knows where the gateway serves it."""
    return {
        "RUNNING_IN_PRODUCTION": "true",
        "PUBLIC_PATH": f"/{public_path}",
        "API_PATH": f"/{api_path}",
    }


def _names(args: FastApiServiceArgs, interfaces: Iterable[Interface]) -> list[str]:
    """Returns the names that policy documents may have."""
    return [
        *(one.name for one in args.apis),
        f"{PRODUCTS}{args.published.main.name}",
        *(f"{args.published.main.name}-{version}" for version in args.settings.versions),
        *(one.operation_id for interface in interfaces for one in interface.operations),
    ]


def _publish(
    api: PublishedApi,
    args: FastApiServiceArgs,
    interfaces: Mapping[str, Interface],
    policies: ServicePolicies,
    parent: Resource,
) -> list[Api]:
    """Declares the API and its versions; without versions there is no set of them."""
    versions = args.versions(api)
    set_id = _version_set(args, parent).id if len(versions) > 1 else None
    declared: list[Api] = []
    for version in versions:
        first = declared[0].resource if declared else None
        known = ApiVersion(set_id=set_id, name=version, after=first) if set_id is not None else None
        api_id = f"{api.name}-{version}" if version else api.name
        one = Api(
            api_id,
            ApiArgs(
                resource_group_name=args.platform.resource_group_name,
                service_name=args.api_management.service_name,
                policies=policies,
                path=api.path,
                display_name=f"{api.display_name} {version}".rstrip(),
                description=api.description,
                subscription_required=bool(api.product),
                interface=interfaces[api_id],
                version=known,
            ),
            ResourceOptions(parent=parent),
        )
        declared.append(one)
    return declared


def _function_app(
    name: str, args: FastApiServiceArgs, settings: dict[str, str], parent: Resource
) -> FunctionApp:
    return FunctionApp(
        name,
        FunctionAppArgs(
            platform=args.platform,
            source=args.source,
            settings=settings,
            scale=args.settings.scale,
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
            segments=args.segments,
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
            folder=args.policies.with_missing(args.published.backends(BACKEND)),
            backends=backend.backends,
        ),
        ResourceOptions(parent=parent),
    )


def _version_set(args: FastApiServiceArgs, parent: Resource) -> apimanagement.ApiVersionSet:
    return apimanagement.ApiVersionSet(
        args.published.main.name,
        version_set_id=args.published.main.name,
        resource_group_name=args.platform.resource_group_name,
        service_name=args.api_management.service_name,
        display_name=args.published.main.display_name,
        versioning_scheme=apimanagement.VersioningScheme.SEGMENT,
        opts=ResourceOptions(parent=parent),
    )


def _product(
    args: FastApiServiceArgs, apis: Sequence[Api], policies: ServicePolicies, parent: Resource
) -> Product:
    return Product(
        args.published.main.name,
        ProductArgs(
            resource_group_name=args.platform.resource_group_name,
            service_name=args.api_management.service_name,
            display_name=args.published.product,
            description="Opens the API to the holder of a key",
            apis=apis,
            policies=policies,
            clients=args.settings.clients,
        ),
        ResourceOptions(parent=parent),
    )
