"""A function app as a backend of API Management.

https://learn.microsoft.com/azure/api-management/backends
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pulumi import ComponentResource, Output, Resource, ResourceOptions
from pulumi_azure_native import apimanagement

from components.azure.cloud_hosts import RESOURCE_MANAGER
from components.functions.key import FunctionKey, FunctionKeyArgs
from components.gateway.named_value import NamedValue, NamedValueArgs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from components.functions.function_app import FunctionApp
    from components.gateway.api_management import ApiManagement
    from components.platform.platform import Platform


@dataclass(frozen=True, kw_only=True)
class FunctionBackendArgs:
    """The function app that is called, and the service that calls it."""

    platform: Platform
    api_management: ApiManagement
    function_app: FunctionApp
    segments: Sequence[str] = ()
    """First segments of routes that have a backend of their own, at a path of their name."""


class FunctionBackend(ComponentResource):
    """Calls the function app with its key, which no policy and no caller ever sees.

    The component's name is the backend's id: policies write it in `set-backend-service`. That of a
    segment has the segment behind it.
    """

    backends: dict[str, Resource]
    """By id."""

    def __init__(
        self, name: str, args: FunctionBackendArgs, opts: ResourceOptions | None = None
    ) -> None:
        super().__init__("gatehouse:function_backend:FunctionBackend", name, None, opts)
        service_name = args.api_management.service_name
        child = ResourceOptions(parent=self)
        # The key's way: Resource Manager copies it from the function app to the vault, the named
        # value reads the vault, and the backend's header names the named value.
        kept = FunctionKey(
            f"{name}-key",
            FunctionKeyArgs(
                resource_group_name=args.platform.resource_group_name,
                key_vault=args.platform.key_vault,
                site_name=args.function_app.site_name,
                release=args.function_app.release.deployment,
            ),
            child,
        )
        key = NamedValue(
            f"{name}-key",
            NamedValueArgs(
                platform=args.platform,
                service_name=service_name,
                vault_access=args.api_management.vault_access,
                secret=kept.deployment,
                tags=["key", "function", "auto"],
            ),
            child,
        )
        self._args, self._key = args, key
        self.backends = {
            name: self._backend(name, ""),
            **{f"{name}-{one}": self._backend(f"{name}-{one}", f"/{one}") for one in args.segments},
        }
        self.register_outputs({"backendIds": list(self.backends)})

    def _backend(self, backend_id: str, path: str) -> apimanagement.Backend:
        return apimanagement.Backend(
            backend_id,
            backend_id=backend_id,
            resource_group_name=self._args.platform.resource_group_name,
            service_name=self._args.api_management.service_name,
            description="The function app, called with its function key",
            protocol=apimanagement.BackendProtocol.HTTP,
            url=Output.concat("https://", self._args.function_app.host_name, path),
            resource_id=Output.concat(RESOURCE_MANAGER, self._args.function_app.site_id),
            credentials=apimanagement.BackendCredentialsContractArgs(
                header={"x-functions-key": [self._key.reference]}
            ),
            tls=apimanagement.BackendTlsPropertiesArgs(
                validate_certificate_chain=True, validate_certificate_name=True
            ),
            # The named value is referred to only in text.
            opts=ResourceOptions(parent=self, depends_on=[self._key.named_value]),
        )
