"""The APIs of the gateway that publish one app: their backend, versions, policies and product.

https://learn.microsoft.com/azure/api-management/import-function-app-as-api
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pulumi import Resource, ResourceOptions
from pulumi_azure_native import apimanagement

from components.gateway.api import Api, ApiArgs, ApiVersion
from components.gateway.function_backend import FunctionBackend, FunctionBackendArgs
from components.gateway.policy_folder import PRODUCTS
from components.gateway.product import Product, ProductArgs
from components.gateway.service_policies import ServicePolicies, ServicePoliciesArgs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from components.functions.function_app import FunctionApp
    from components.gateway.api_management import ApiManagement
    from components.gateway.operation import Interface
    from components.gateway.policy_folder import PolicyFolder
    from components.gateway.published_api import PublishedApi
    from components.gateway.published_apis import PublishedApis
    from components.platform.platform import Platform

BACKEND = "function-app"
"""Written by the policies; static, since a name with a suffix can't stand in a file."""
ORIGINAL = ""
"""The version that callers get who name none."""


@dataclass(frozen=True, kw_only=True)
class ApiPublication:
    """One app, what it offers, and the gateway that publishes it."""

    name: str
    """That of the component; the names of all parts follow from it."""
    platform: Platform
    api_management: ApiManagement
    function_app: FunctionApp
    folder: PolicyFolder
    apis: PublishedApis
    versions: Sequence[str]
    clients: Sequence[str]
    interfaces: Mapping[str, Interface]
    """By the id of the API."""
    parent: Resource

    def publish(self) -> Product | None:
        """Declares all of it; returns the product, if there is one, whose key opens the APIs."""
        policies = self._policies()
        policies.publish(self.name, self._document_names())
        apis = [api for one in self.apis.apis for api in self._apis(one, policies)]
        if not self.apis.product:
            return None
        return Product(
            self.apis.main.name,
            ProductArgs(
                resource_group_name=self.platform.resource_group_name,
                service_name=self.api_management.service_name,
                display_name=self.apis.product,
                description="Opens the API to the holder of a key",
                apis=[one for one in apis if one.subscription_required],
                policies=policies,
                clients=self.clients,
            ),
            self._child,
        )

    @property
    def _child(self) -> ResourceOptions:
        return ResourceOptions(parent=self.parent)

    def _policies(self) -> ServicePolicies:
        """Returns the policies of the gateway, with those of this app."""
        backend = self.platform.part(BACKEND, self.name)
        backends = self._backends(backend)
        folder = self.folder.with_missing(self.apis.backends(backend))
        if self.api_management.policies is None:
            self.api_management.policies = ServicePolicies(
                self.name,
                ServicePoliciesArgs(
                    resource_group_name=self.platform.resource_group_name,
                    service_name=self.api_management.service_name,
                    folder=folder,
                    backends=backends,
                ),
                self._child,
            )
        else:
            self.api_management.policies.add(folder, backends)
        return self.api_management.policies

    def _backends(self, name: str) -> Mapping[str, Resource]:
        segments = [one.segment for one in self.apis.apis if one.segment]
        args = FunctionBackendArgs(
            platform=self.platform,
            api_management=self.api_management,
            function_app=self.function_app,
            segments=[*self.versions, *segments],
        )
        return FunctionBackend(name, args, self._child).backends

    def _document_names(self) -> Iterator[str]:
        """Yields the names that policy documents may have."""
        yield f"{PRODUCTS}{self.apis.main.name}"
        for api_id, interface in self.interfaces.items():
            yield api_id
            for one in interface.operations:
                yield one.operation_id
                yield f"{api_id}/{one.operation_id}"

    def _apis(self, api: PublishedApi, policies: ServicePolicies) -> Iterator[Api]:
        """Declares the API and its versions; without versions there is no set of them."""
        names = [ORIGINAL, *(self.versions if api.publishes_the_rest else ())]
        set_id = self._version_set().id if len(names) > 1 else None
        first: Resource | None = None
        for name in names:
            known = ApiVersion(set_id=set_id, name=name, after=first) if set_id else None
            declared = self._api(api, f"{api.name}-{name}" if name else api.name, policies, known)
            first = first or declared.resource
            yield declared

    def _api(
        self, api: PublishedApi, api_id: str, policies: ServicePolicies, version: ApiVersion | None
    ) -> Api:
        return Api(
            api_id,
            ApiArgs(
                resource_group_name=self.platform.resource_group_name,
                service_name=self.api_management.service_name,
                policies=policies,
                path=api.path,
                display_name=f"{api.display_name} {version.name if version else ''}".rstrip(),
                description=api.description,
                subscription_required=bool(api.product),
                interface=self.interfaces[api_id],
                app=self.platform.part("", self.name),
                version=version,
            ),
            self._child,
        )

    def _version_set(self) -> apimanagement.ApiVersionSet:
        return apimanagement.ApiVersionSet(
            self.apis.main.name,
            version_set_id=self.apis.main.name,
            resource_group_name=self.platform.resource_group_name,
            service_name=self.api_management.service_name,
            display_name=self.apis.main.display_name,
            versioning_scheme=apimanagement.VersioningScheme.SEGMENT,
            opts=self._child,
        )
