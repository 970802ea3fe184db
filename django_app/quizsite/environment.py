"""Everything that the site reads from its environment, checked when it starts.

https://learn.microsoft.com/azure/app-service/reference-app-settings
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from collections.abc import Mapping

POSTGRES_PORT = 5432
SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
LOCAL_HOSTS = ("127.0.0.1", "localhost")


@dataclass(frozen=True, kw_only=True)
class Database:
    """The address of PostgreSQL and the login: without a password by Microsoft Entra ID."""

    host: str
    port: int
    name: str
    user: str
    password: str = field(repr=False)
    ssl_mode: str

    @property
    def verified(self) -> bool:
        """True when the server has to show a certificate of a trusted authority."""
        return self.ssl_mode.startswith("verify-")

    @classmethod
    def read(cls, variables: Mapping[str, str]) -> Database:
        """Reads DBHOST, DBPORT (5432 without one), DBNAME, DBUSER, DBPASS and DBSSL.

        Raises ImproperlyConfigured for one that is missing or not allowed.
        """
        port = variables.get("DBPORT") or str(POSTGRES_PORT)
        if not port.isdecimal():
            raise ImproperlyConfigured(f"DBPORT is {port!r}; allowed is a number")
        return cls(
            host=_required(variables, "DBHOST"),
            port=int(port),
            name=_required(variables, "DBNAME"),
            user=_required(variables, "DBUSER"),
            password=variables.get("DBPASS", ""),
            ssl_mode=_choice(variables, "DBSSL", SSL_MODES, "verify-full"),
        )


@dataclass(frozen=True, kw_only=True)
class Environment:
    """The settings of the site itself, checked."""

    secret_key: str = field(repr=False)
    debug: bool
    allowed_hosts: tuple[str, ...]
    trusted_origins: tuple[str, ...]
    https: bool
    """True when visitors come through App Service's front end, which speaks HTTPS with them."""
    database: Database
    azure_client_id: str
    """The identity that logs in to the database; empty for a developer's own login."""
    admin_path: str
    admin_name: str
    admin_password: str = field(repr=False)
    """The first administrator, created when there is a password and nobody of that name."""
    load_seed_data: bool
    log_level: str
    application_insights: str = field(repr=False)
    """A connection string, or empty for no telemetry."""

    @classmethod
    def read(cls, variables: Mapping[str, str]) -> Environment:
        """Returns the environment; raises ImproperlyConfigured for what is missing or wrong."""
        site, codespace = variables.get("WEBSITE_HOSTNAME", ""), _codespace_host(variables)
        # App Service sets WEBSITE_HOSTNAME, the local run sets it to this machine's address.
        https = not _is_local(site)
        own = (site,) if https else LOCAL_HOSTS
        suffix = variables.get("ADMIN_PATH_SUFFIX", "")
        return cls(
            secret_key=_required(variables, "SECRET_KEY"),
            debug=_flag(variables, "DEBUG"),
            allowed_hosts=_distinct(
                *own, codespace, *variables.get("ALLOWED_HOSTS", "").split(",")
            ),
            trusted_origins=tuple(f"https://{host}" for host in _distinct(codespace)),
            https=https,
            database=Database.read(variables),
            azure_client_id=variables.get("AZURE_CLIENT_ID", ""),
            admin_path=f"admin-{suffix}/" if suffix else "admin/",
            admin_name=variables.get("DJANGO_SUPERUSER_USERNAME", "admin"),
            admin_password=variables.get("DJANGO_SUPERUSER_PASSWORD", ""),
            load_seed_data=_flag(variables, "LOAD_SEED_DATA"),
            log_level=_choice(variables, "LOG_LEVEL", LOG_LEVELS, "INFO"),
            application_insights=variables.get("APPLICATIONINSIGHTS_CONNECTION_STRING", ""),
        )


def _required(variables: Mapping[str, str], name: str) -> str:
    value = variables.get(name, "")
    if not value:
        raise ImproperlyConfigured(
            f"the environment variable {name} is missing or empty. Set it, or run the site by "
            "`make local`, which sets everything."
        )
    return value


def _choice(variables: Mapping[str, str], name: str, allowed: tuple[str, ...], default: str) -> str:
    value = variables.get(name) or default
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} is {value!r}; allowed is one of {', '.join(allowed)}")
    return value


def _flag(variables: Mapping[str, str], name: str) -> bool:
    return _choice(variables, name, ("true", "false"), "false") == "true"


def _is_local(site: str) -> bool:
    return not site or site.partition(":")[0] in LOCAL_HOSTS


def _codespace_host(variables: Mapping[str, str]) -> str:
    """Returns the host name of the site's port in GitHub Codespaces, which forwards it by HTTPS.

    In the local run that is the port of the front door, not the one that this process listens on.

    https://docs.github.com/codespaces/developing-in-a-codespace/forwarding-ports-in-your-codespace
    """
    codespace = variables.get("CODESPACE_NAME", "")
    domain = variables.get("GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN", "app.github.dev")
    port = variables.get("VISITORS_PORT") or variables.get("PORT", "8000")
    return f"{codespace}-{port}.{domain}" if codespace else ""


def _distinct(*hosts: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(host.strip() for host in hosts if host.strip()))
