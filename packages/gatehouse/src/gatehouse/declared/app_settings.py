"""App settings as the process of a site gets them on a laptop: three steps for each kind of site.

1. `resolve` returns them as Azure delivers them, Key Vault references replaced by their secrets;
   called where the site is read (declared/site.py).
2. `translate` leads them to the local servers instead of Azure's; called where hosts are made
   (system/system.py).
3. `environment` returns the variables that the process of a web app is given; called by the host
   that starts it (hosts/web/web_host.py).

Of several values for one variable, the process gets the first of:

1. what the host alone knows: `PORT`, and where the front door is;
2. what has to be otherwise on a laptop: the database's port, `DBSSL`, and no
   `APPLICATIONINSIGHTS_CONNECTION_STRING`;
3. the app setting that the program declares;
4. what stands in for one that it doesn't: `WEBSITE_HOSTNAME`, `DBPASS`, `PATH`,
   `PYTHONUNBUFFERED`;
5. a little of this machine's environment.

Such as, for a web app whose reference is `@Microsoft.KeyVault(SecretUri=https://…/secret-key/)`:

    variable          declared                   1. resolve     2. translate     3. environment
    SECRET_KEY        the reference              s3cret         s3cret           s3cret
    DBHOST            psql.postgres.database…    the same       127.0.0.1        127.0.0.1
    DBPORT, PGPORT                                              54321            54321
    DBSSL             verify-full                verify-full    disable          disable
    DBPASS                                                      the local role's the local role's
    WEBSITE_HOSTNAME                             app.azure…     localhost        localhost
    PORT                                                                         23456

https://learn.microsoft.com/azure/app-service/reference-app-settings
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app_runtime.functions.launch import environ
from app_runtime.sites.port import port_setting
from gatehouse.declared.vault_secrets import secret_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app_runtime import AppEnvironment
    from gatehouse.declared.database import DeclaredDatabase
    from gatehouse.graph.graph import Graph

    class Places(Protocol):
        """The addresses on this machine; gatehouse.laptop.addresses has them."""

        def translate(self, text: str) -> str:
            """Returns the text with the host names of Azure replaced."""

        def port(self, host_name: str) -> int:
            """Returns the port that stands for the host name."""


REFERENCE = re.compile(r"@Microsoft\.KeyVault\(SecretUri=(?P<uri>[^)]+)\)")
# Nobody listens to a laptop's telemetry, and preparing it makes every process start slower.
LEFT_OUT = {"APPLICATIONINSIGHTS_CONNECTION_STRING"}
# The local server is built without TLS; between it and the site lies the loopback device alone.
WITHOUT_TLS = {"DBSSL": "disable"}
# What libpq and the drivers after its model take when an app gives no port.
PGPORT = "PGPORT"
HOST, PORT = "HOST", "PORT"
SITE_PORT = 8000
"""App Service forwards to it unless a setting says otherwise."""
SITE_PORT_SETTINGS = ("WEBSITES_PORT", "PORT")
GUNICORN = "GUNICORN_CMD_ARGS"
CONTROL_SOCKET_SINCE = (25, 1)
PROVIDED = ("gunicorn>=25",)
"""What App Service's image brings to an app that does not list it."""


def resolve(graph: Graph, settings: Mapping[str, str], host_name: str) -> dict[str, str]:
    """Returns the declared settings as App Service delivers them to the site of the host name.

    Raises LocalError for a reference to a secret that the program doesn't declare.
    https://learn.microsoft.com/azure/app-service/app-service-key-vault-references
    """
    matches = {name: REFERENCE.fullmatch(value) for name, value in settings.items()}
    secrets = {name: secret_at(graph, found["uri"]) for name, found in matches.items() if found}
    return {"WEBSITE_HOSTNAME": host_name, **settings, **secrets}


def translate(
    settings: Mapping[str, str], places: Places, database: DeclaredDatabase | None
) -> dict[str, str]:
    """Returns settings that lead to the local servers instead of Azure's."""
    translated = {
        name: WITHOUT_TLS.get(name, places.translate(value))
        for name, value in settings.items()
        if name not in LEFT_OUT
    }
    if database is None:
        return translated
    hosts = [name for name, value in settings.items() if value.strip() == database.host_name]
    if hosts:
        port = str(places.port(database.host_name))
        # DBHOST has DBPORT beside it, POSTGRES_HOST has POSTGRES_PORT, whatever they declare.
        named = (name.removesuffix(HOST) + PORT for name in hosts if name.endswith(HOST))
        translated |= dict.fromkeys([*named, PGPORT], port)
    if "DBHOST" in hosts:
        # A laptop has no managed identity to log in with.
        translated.setdefault("DBPASS", database.password)
    return translated


def site_port(settings: Mapping[str, str]) -> int:
    """Returns the port that App Service forwards to.

    https://learn.microsoft.com/azure/app-service/configure-custom-container#configure-port-number
    """
    declared = (settings[name] for name in SITE_PORT_SETTINGS if name in settings)
    return next((int(port) for port in declared if port.isdecimal()), SITE_PORT)


def environment(
    settings: Mapping[str, str], python: AppEnvironment, *, visitors: int, own: int
) -> dict[str, str]:
    """Returns the variables for the process of a web app, which is to listen on the port `own`.

    `visitors` is the front door's port, which a site needs for links that somebody outside of the
    machine follows, such as in GitHub Codespaces.
    """
    known = environ({}, os.environ)
    return {
        **known,
        "PATH": os.pathsep.join((str(python.bin), *programs(known["PATH"]))),
        "PYTHONUNBUFFERED": "1",  # a line that the site prints is a line in the log at once
        "VISITORS_PORT": str(visitors),
        **settings,
        **_without_control_socket(settings, python),
        "PORT": str(own),
        **port_setting(site_port(settings), own),
    }


def programs(path: str) -> list[str]:
    """Returns the folders of PATH but for other Python environments: an app has its own alone."""
    folders = [folder for folder in path.split(os.pathsep) if folder]
    # Not Path.exists: it raises for a folder that another account keeps to itself.
    return [one for one in folders if not os.path.exists(Path(one).parent / "pyvenv.cfg")]  # noqa: PTH110


def _without_control_socket(settings: Mapping[str, str], python: AppEnvironment) -> dict[str, str]:
    """Returns the setting that keeps gunicorn from making a socket that all sites would share."""
    for found in python.bin.parent.glob("lib/*/site-packages/gunicorn-*.dist-info"):
        version = re.findall(r"\d+", found.name)[:2]
        if tuple(map(int, version)) >= CONTROL_SOCKET_SINCE:
            return {GUNICORN: f"{settings.get(GUNICORN, '')} --no-control-socket".strip()}
    return {}
