"""A FastAPI app on Functions, and the APIs by which the gateway publishes it.

https://learn.microsoft.com/azure/azure-functions/functions-reference-python
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pulumi import ComponentResource, Input, Output, ResourceOptions

from components.errors import ComponentError
from components.functions.at_import import at_import
from components.functions.function_app import FunctionApp, FunctionAppArgs
from components.functions.source import description
from components.gateway.openapi.publication import read_interfaces
from components.gateway.published_apis import PublishedApis
from components.platform.app_secrets import keep_secrets
from components.services.api_publication import ApiPublication

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from components.database.app_database import DatabaseArgs
    from components.database.postgres_server import PostgresServer
    from components.functions.function_site import FunctionScale
    from components.gateway.api_management import ApiManagement
    from components.gateway.operation import Interface
    from components.gateway.policy_folder import PolicyFolder
    from components.gateway.product import Product
    from components.gateway.published_api import PublishedApi
    from components.platform.platform import Platform


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
    """The code of one app, what it uses, and the APIs that publish it."""

    platform: Platform
    api_management: ApiManagement
    source: Path
    """The folder of the function app."""
    policies: PolicyFolder
    apis: Sequence[PublishedApi]
    settings: FastApiSettings
    database: DatabaseArgs | None = None
    app_settings: Mapping[str, Input[str]] = field(default_factory=dict)
    """Variables of the app that anybody may read who may read the function app."""
    secrets: Mapping[str, Input[str]] = field(default_factory=dict, repr=False)
    """Variables of the app whose values the vault keeps."""

    @property
    def published(self) -> PublishedApis:
        """The APIs by what they publish."""
        return PublishedApis(self.apis)


class FastApiService(ComponentResource):
    """Function app, backend, APIs, and a product whose key opens those that need one."""

    name: str
    """The id of the main API, which tells the service from others of the gateway."""
    function_app: FunctionApp
    api_url: Output[str]
    docs_url: Output[str]
    """The page of the app's documentation; empty when no API publishes it."""
    sample_url: Output[str]
    """A call of the main API that needs its key and nothing else; empty when it has none."""
    subscription_key: Output[str]
    """Empty when every API is open."""
    subscription_keys: Output[dict[str, str]]

    def __init__(
        self, name: str, args: FastApiServiceArgs, opts: ResourceOptions | None = None
    ) -> None:
        super().__init__("gatehouse:fastapi_service:FastApiService", name, None, opts)
        published = args.published
        self.name = published.main.name
        settings = {**gateway_settings(published), **args.app_settings}
        self.function_app = _function_app(name, args, settings, ResourceOptions(parent=self))
        described = description(
            args.source,
            args.settings.scale.python_version,
            at_import(self.function_app.settings, {**self.function_app.secrets, **args.secrets}),
        )
        interfaces = read_interfaces(
            described,
            published,
            args.settings.versions,
            gateway_answers_options=bool(args.policies.cors_origins),
        )
        product = ApiPublication(
            name=name,
            platform=args.platform,
            api_management=args.api_management,
            function_app=self.function_app,
            folder=args.policies,
            apis=published,
            versions=args.settings.versions,
            clients=args.settings.clients,
            interfaces=interfaces,
            parent=self,
        ).publish()
        self._tell(args, interfaces, described.get("documentation") or (), product)

    @property
    def postgres(self) -> PostgresServer:
        """The server of the app's database, for other apps that share it.

        Raises ComponentError when the app has no database.
        """
        if self.function_app.database is None:
            raise ComponentError(
                f"{self.pulumi_resource_name} has no database, so there is no server to share; "
                "needed is the argument `database`; give it DatabaseArgs in __main__.py"
            )
        return self.function_app.database.server

    def _tell(
        self,
        args: FastApiServiceArgs,
        interfaces: Mapping[str, Interface],
        pages: Sequence[str],
        product: Product | None,
    ) -> None:
        """Sets the outputs."""
        gateway, published = args.api_management.gateway_url, args.published
        docs = published.docs
        page = interfaces[docs.name].page(pages) if docs else ""
        sample = interfaces[published.main.name].sample()
        nothing = Output.from_input("")
        self.api_url = Output.concat(gateway, "/", published.main.path)
        self.docs_url = Output.concat(gateway, "/", docs.path, page) if docs and page else nothing
        self.sample_url = Output.concat(self.api_url, sample) if sample else nothing
        self.subscription_key = product.subscription_key if product else nothing
        self.subscription_keys = product.subscription_keys if product else Output.from_input({})
        self.register_outputs(
            {
                "apiUrl": self.api_url,
                "docsUrl": self.docs_url,
                "subscriptionKey": self.subscription_key,
                "subscriptionKeys": self.subscription_keys,
            }
        )


def gateway_settings(published: PublishedApis) -> dict[str, str]:
    """Returns the settings by which the app knows where the gateway serves it."""
    docs = published.docs
    return {
        "RUNNING_IN_PRODUCTION": "true",
        **({"PUBLIC_PATH": f"/{docs.path}"} if docs else {}),
        "API_PATH": f"/{published.main.path}",
    }


def _function_app(
    name: str, args: FastApiServiceArgs, settings: Mapping[str, Input[str]], child: ResourceOptions
) -> FunctionApp:
    key_vault = args.platform.key_vault
    return FunctionApp(
        name,
        FunctionAppArgs(
            platform=args.platform,
            source=args.source,
            settings={one: value for one, value in settings.items() if one not in args.secrets},
            secrets=keep_secrets(f"func-{name}", args.secrets, key_vault, child),
            database=args.database,
            scale=args.settings.scale,
        ),
        child,
    )
