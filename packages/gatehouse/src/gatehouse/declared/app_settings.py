"""App settings as the process of a site gets them on a laptop: three steps for each kind of site.

1. `resolve` returns them as Azure delivers them, Key Vault references replaced by their secrets;
   called where the site is read (declared/site.py).
2. `translate` leads them to the local servers instead of Azure's; called where hosts are made
   (system/system.py).
3. `environment` returns the variables that the process is given; called by the host that starts a
   web app (hosts/web/process.py) or runs a function app (hosts/functions/functions_host.py).

Of several values for one variable, the process gets the first of:

1. what the host alone knows: `PORT`, and options behind the site's own in `GUNICORN_CMD_ARGS`;
2. what has to be otherwise on a laptop: `DBSSL`, and no `APPLICATIONINSIGHTS_CONNECTION_STRING`;
3. the app setting that the program declares;
4. what stands in for one that it doesn't: `WEBSITE_HOSTNAME`, `DBPASS`, `PATH`,
   `PYTHONUNBUFFERED`;
5. a little of this machine's environment; for a function app all of it, since this process is its
   host.

Such as, for a web app whose reference is `@Microsoft.KeyVault(SecretUri=https://…/secret-key/)`:

    variable          declared                   1. resolve     2. translate     3. environment
    SECRET_KEY        the reference              s3cret         s3cret           s3cret
    DBHOST            psql.postgres.database…    the same       127.0.0.1:54321  127.0.0.1:54321
    DBSSL             verify-full                verify-full    disable          disable
    DBPASS                                                      the local role's the local role's
    WEBSITE_HOSTNAME                             app.azure…     localhost:8000   localhost:8000
    PORT                                                                         8000

https://learn.microsoft.com/azure/app-service/reference-app-settings
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gatehouse.declared.vault_secrets import secret_at

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gatehouse.declared.database import DeclaredDatabase
    from gatehouse.graph.graph import Graph

REFERENCE = re.compile(r"@Microsoft\.KeyVault\(SecretUri=(?P<uri>[^)]+)\)")
# Nobody listens to a laptop's telemetry, and preparing it makes every process start slower.
LEFT_OUT = {"APPLICATIONINSIGHTS_CONNECTION_STRING"}
# The local server is built without TLS; between it and the site lies the loopback device alone.
WITHOUT_TLS = {"DBSSL": "disable"}
ARGUMENTS = "GUNICORN_CMD_ARGS"
# Never the whole environment: the function app's settings stand in it while its host runs.
OF_THIS_MACHINE = (
    "CODESPACE_NAME",
    "GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN",
    "HOME",
    "LANG",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONPYCACHEPREFIX",
    "TMPDIR",
)


@dataclass(frozen=True, slots=True)
class HandedSocket:
    """The listening socket that the process of a web app inherits."""

    port: int
    descriptor: int


def resolve(graph: Graph, settings: Mapping[str, str], host_name: str) -> dict[str, str]:
    """Returns the declared settings as App Service delivers them to the site of the host name.

    Raises LocalError for a reference to a secret that the program doesn't declare.
    https://learn.microsoft.com/azure/app-service/app-service-key-vault-references
    """
    matches = {name: REFERENCE.fullmatch(value) for name, value in settings.items()}
    secrets = {name: secret_at(graph, found["uri"]) for name, found in matches.items() if found}
    return {"WEBSITE_HOSTNAME": host_name, **settings, **secrets}


def translate(
    settings: Mapping[str, str], to_local: Callable[[str], str], database: DeclaredDatabase | None
) -> dict[str, str]:
    """Returns settings that lead to the local servers instead of Azure's.

    `to_local` replaces the host names in a text by addresses on this machine.
    """
    translated = {
        name: WITHOUT_TLS.get(name, to_local(value))
        for name, value in settings.items()
        if name not in LEFT_OUT
    }
    if database is not None and settings.get("DBHOST") == database.host_name:
        # A laptop has no managed identity to log in with.
        translated.setdefault("DBPASS", database.password)
    return translated


def environment(settings: Mapping[str, str], handed: HandedSocket | None = None) -> dict[str, str]:
    """Returns the variables for the process of a site.

    Without a socket to hand over, which is how a function app runs, they are to be added to those
    of this process, which is the app's own.
    """
    if handed is None:
        return dict(settings)
    # Without gunicorn's control socket, a file that would outlive the local run.
    arguments = f"--bind=fd://{handed.descriptor} --no-control-socket"
    return {
        **{name: os.environ[name] for name in OF_THIS_MACHINE if name in os.environ},
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "PYTHONUNBUFFERED": "1",  # a line that the site prints is a line in the log at once
        **settings,
        "PORT": str(handed.port),
        ARGUMENTS: f"{settings.get(ARGUMENTS, '')} {arguments}".strip(),
    }
