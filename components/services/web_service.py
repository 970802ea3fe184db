"""A web site with what it uses: database, secrets, uploads; any WSGI or ASGI app is one.

https://learn.microsoft.com/azure/app-service/configure-language-python
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pulumi import ComponentResource, Input, Output, ResourceOptions

from app_runtime import AppError
from app_runtime.environments.requirements import read_requirements
from components.azure.identity import user_assigned_identity
from components.database.app_database import SETTINGS as DATABASE_SETTINGS
from components.database.app_database import AppDatabase, DatabaseArgs, app_database
from components.errors import ComponentError
from components.platform.app_secrets import keep_secrets, secret_name
from components.platform.generated_secret import generate_secret
from components.platform.setting_names import refuse_settings_of
from components.web.media_storage import SETTINGS as MEDIA_SETTINGS
from components.web.media_storage import MediaStorage, MediaStorageArgs
from components.web.web_app import WebApp, WebAppArgs

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pulumi_azure_native import keyvault, managedidentity

    from components.database.postgres_server import PostgresServer
    from components.platform.platform import Platform
    from components.web.web_scale import WebScale


@dataclass(frozen=True, kw_only=True)
class WebServiceArgs:
    """The code of a site, how it is started, and what it uses."""

    platform: Platform
    source: Path
    """The folder with the app, and its requirements.txt or pyproject.toml and uv.lock."""
    startup_command: str
    """Serves the app on port 8000, such as `gunicorn shop.wsgi`; runs in the source folder."""
    health_check_path: str = "/"
    """Answers 200 as long as the instance should get requests, whatever the `Host` header."""
    scale: WebScale
    domain: str = ""
    """A host name of one's own, beside the one that Azure gives; empty without."""
    database: DatabaseArgs | None = None
    media: bool = False
    """Gives the site a storage account for uploads: AZURE_ACCOUNT_NAME and AZURE_CONTAINER; on a
    laptop a folder, MEDIA_ROOT."""
    app_settings: Mapping[str, Input[str]] = field(default_factory=dict)
    """Variables of the app that anybody may read who may read the site."""
    secrets: Mapping[str, Input[str]] = field(default_factory=dict, repr=False)
    """Variables of the app whose values the vault keeps."""
    generated_secrets: Mapping[str, int] = field(default_factory=dict)
    """Variables of the app whose values nobody needs to know; name → letters and digits."""

    @property
    def own_settings(self) -> Mapping[str, Input[str]]:
        """The app settings that come with the kind of site, before those of `app_settings`."""
        return {}

    @property
    def own_secrets(self) -> Mapping[str, int]:
        """The generated secrets that come with the kind of site."""
        return {}


class WebService(ComponentResource):
    """Serves one site; names and identity come from the component's own name."""

    name: str
    web_app: WebApp
    database: AppDatabase | None = None
    generated: Mapping[str, Output[str]]
    """The values of the generated secrets."""
    url: Output[str]
    sign_in: Mapping[str, Input[str]]
    """Stack outputs that tell how a person signs in as the site's administrator, if one can."""

    def __init__(
        self,
        name: str,
        args: WebServiceArgs,
        opts: ResourceOptions | None = None,
        *,
        kind: str = "gatehouse:web_service:WebService",
    ) -> None:
        _refuse(name, args)
        super().__init__(kind, name, None, opts)
        child = ResourceOptions(parent=self)
        platform = args.platform
        self.name = name
        identity = user_assigned_identity(f"web-{name}", platform.resource_group_name, child)
        if args.database is not None:
            self.database = app_database(
                name, args.database, platform=platform, identity=identity, opts=child
            )
        media = _media(name, args, identity, child)
        secrets = self._secrets(name, args, child)
        self.web_app = WebApp(
            name,
            WebAppArgs(
                platform=platform,
                source=args.source,
                startup_command=args.startup_command,
                health_check_path=args.health_check_path,
                identity=identity,
                settings=_settings(args, self.database, media),
                secrets=secrets,
                scale=args.scale,
                domain=args.domain,
                site_depends_on=[
                    *([self.database.server.server] if self.database else []),
                    *(media.ready if media else []),
                ],
                code_depends_on=[self.database.ready] if self.database else [],
            ),
            child,
        )
        self.url = self.web_app.url
        self.sign_in = {}
        self.register_outputs({"url": self.url})

    @property
    def postgres(self) -> PostgresServer:
        """The server of the site's database, for other apps that share it.

        Raises ComponentError when the site has no database.
        """
        if self.database is None:
            raise ComponentError(
                f"{self.name} has no database, so there is no server to share; "
                "needed is the argument `database`; give it DatabaseArgs in __main__.py"
            )
        return self.database.server

    def _secrets(
        self, name: str, args: WebServiceArgs, child: ResourceOptions
    ) -> dict[str, keyvault.Secret]:
        """Declares the secrets, those that are generated, too; returns the vault's by setting."""
        vault = args.platform.key_vault
        made = {
            setting: generate_secret(
                _secret_name(setting, name, args.platform),
                length=length,
                key_vault=vault,
                opts=child,
            )
            for setting, length in {**args.own_secrets, **args.generated_secrets}.items()
        }
        self.generated = {setting: one.value for setting, one in made.items()}
        return {
            **{setting: one.secret for setting, one in made.items()},
            **keep_secrets(f"web-{name}", args.secrets, vault, child),
            **(self.database.secrets if self.database else {}),
        }


def _secret_name(setting: str, name: str, platform: Platform) -> str:
    """Returns the name in the vault: a plain one for the site that is called as the workload."""
    if name == platform.name:
        return setting.lower().replace("_", "-")
    return secret_name(f"web-{name}", setting)


def _media(
    name: str,
    args: WebServiceArgs,
    identity: managedidentity.UserAssignedIdentity,
    opts: ResourceOptions,
) -> MediaStorage | None:
    if not args.media:
        return None
    return MediaStorage(
        name,
        MediaStorageArgs(
            platform=args.platform,
            principal_id=identity.principal_id,
            zone_redundant=args.scale.zone_redundant,
        ),
        opts,
    )


def _settings(
    args: WebServiceArgs, database: AppDatabase | None, media: MediaStorage | None
) -> dict[str, Input[str]]:
    return {
        **(database.settings if database else {}),
        **(media.settings if media else {}),
        **args.own_settings,
        **args.app_settings,
    }


def _refuse(name: str, args: WebServiceArgs) -> None:
    """Raises ComponentError for what would fail in Azure, minutes later and with less said."""
    try:
        read_requirements(args.source)
    except AppError as error:
        raise ComponentError(str(error)) from error
    owned = [
        *args.own_secrets,
        *args.generated_secrets,
        *(DATABASE_SETTINGS if args.database else ()),
        *(MEDIA_SETTINGS if args.media else ()),
    ]
    refuse_settings_of(f"the site {name}", owned, [*args.app_settings, *args.secrets])
    refuse_settings_of(f"the site {name}", args.secrets, args.app_settings)
