"""A Django site with its database: what WebApp and PostgresServer don't know about Django.

https://docs.djangoproject.com/en/5.2/howto/deployment/checklist/
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pulumi import ComponentResource, Input, Output, ResourceOptions

from components.azure.identity import user_assigned_identity
from components.database.postgres_server import PostgresServer, PostgresServerArgs
from components.platform.generated_secret import GeneratedSecret, generate_secret
from components.web.web_app import WebApp, WebAppArgs

if TYPE_CHECKING:
    from pathlib import Path

    from pulumi import Resource
    from pulumi_azure_native import keyvault

    from components.database.administrator import Principal
    from components.database.login import Authentication
    from components.database.server_scale import PostgresScale
    from components.platform.platform import Platform
    from components.web.web_scale import WebScale

DATABASE = "quizzes"
STARTUP_COMMAND = "gunicorn quizsite.wsgi"
HEALTH_CHECK_PATH = "/healthz"
ADMINISTRATOR = "admin"
SECRET_LENGTHS = {
    "SECRET_KEY": 64,
    "ADMIN_PATH_SUFFIX": 16,
    "DJANGO_SUPERUSER_PASSWORD": 24,
}
"""Generated app settings → characters; `SECRET_KEY` is the vault's secret `secret-key`."""


@dataclass(frozen=True, kw_only=True)
class DjangoSettings:
    """The settings of a stack for the site and its database."""

    allowed_hosts: tuple[str, ...]
    """Host names beside the site's own, such as a custom domain."""
    seed_data: bool
    """True when a database without any quiz gets the ones that come with the code."""
    database_authentication: Authentication
    database_scale: PostgresScale
    database_administrators: tuple[Principal, ...]
    web_scale: WebScale
    domain: str
    """The site's own domain; empty for the host name that Azure gives it."""


@dataclass(frozen=True, kw_only=True)
class DjangoServiceArgs:
    """The code of the site, and its settings."""

    platform: Platform
    source: Path
    """The folder with manage.py and requirements.txt."""
    settings: DjangoSettings


class DjangoService(ComponentResource):
    """Web app, database, and the secrets that the one uses to protect its sessions and admin."""

    postgres: PostgresServer
    web_app: WebApp
    url: Output[str]
    admin_url: Output[str]
    """A secret: the path has a part that can't be guessed."""
    admin_user: str
    admin_password: Output[str]
    postgres_host: Output[str]

    def __init__(
        self, name: str, args: DjangoServiceArgs, opts: ResourceOptions | None = None
    ) -> None:
        super().__init__("gatehouse:django_service:DjangoService", name, None, opts)
        child = ResourceOptions(parent=self)
        identity = user_assigned_identity(f"web-{name}", args.platform.resource_group_name, child)
        self.postgres = PostgresServer(
            name,
            PostgresServerArgs(
                platform=args.platform,
                database_name=DATABASE,
                authentication=args.settings.database_authentication,
                identity=identity,
                scale=args.settings.database_scale,
                people=args.settings.database_administrators,
            ),
            child,
        )
        generated = _generated(args, self)
        self.web_app = WebApp(
            name,
            WebAppArgs(
                platform=args.platform,
                source=args.source,
                startup_command=STARTUP_COMMAND,
                health_check_path=HEALTH_CHECK_PATH,
                identity=identity,
                settings=_settings(args, self.postgres),
                secrets=_secrets(generated, self.postgres),
                scale=args.settings.web_scale,
                domain=args.settings.domain,
                site_depends_on=[self.postgres.server],
                code_depends_on=[self.postgres.ready],
            ),
            child,
        )
        suffix = generated["ADMIN_PATH_SUFFIX"].value
        self.url = self.web_app.url
        self.admin_url = Output.secret(Output.concat(self.url, "admin-", suffix, "/"))
        self.admin_user = ADMINISTRATOR
        self.admin_password = generated["DJANGO_SUPERUSER_PASSWORD"].value
        self.postgres_host = self.postgres.host_name
        self.register_outputs(
            {"url": self.url, "adminUrl": self.admin_url, "postgresHost": self.postgres_host}
        )


def _generated(args: DjangoServiceArgs, parent: Resource) -> dict[str, GeneratedSecret]:
    return {
        setting: generate_secret(
            setting.lower().replace("_", "-"),
            length=length,
            key_vault=args.platform.key_vault,
            opts=ResourceOptions(parent=parent),
        )
        for setting, length in SECRET_LENGTHS.items()
    }


def _settings(args: DjangoServiceArgs, server: PostgresServer) -> dict[str, Input[str]]:
    return {
        "ALLOWED_HOSTS": ",".join(args.settings.allowed_hosts),
        "DBHOST": server.host_name,
        "DBNAME": server.database_name,
        # The certificate is checked, and the name in it: the connection carries a token.
        "DBSSL": "verify-full",
        "DBUSER": server.user,
        "DEBUG": "false",
        "DJANGO_SUPERUSER_USERNAME": ADMINISTRATOR,
        "LOAD_SEED_DATA": "true" if args.settings.seed_data else "false",
        "LOG_LEVEL": "INFO",
    }


def _secrets(
    generated: dict[str, GeneratedSecret], server: PostgresServer
) -> dict[str, keyvault.Secret]:
    password = {"DBPASS": server.password} if server.password else {}
    return {**{setting: made.secret for setting, made in generated.items()}, **password}
