"""The environment of a site's process: what App Service puts there, and little of this machine's.

https://learn.microsoft.com/azure/app-service/reference-app-settings
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from gatehouse.hosts.web.startup_command import ARGUMENTS

if TYPE_CHECKING:
    from collections.abc import Mapping

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


def web_environment(settings: Mapping[str, str], *, port: int, descriptor: int) -> dict[str, str]:
    """Returns the variables for gunicorn, which listens on the socket that it is handed."""
    # Without gunicorn's control socket, a file that would outlive the local run.
    arguments = f"{settings.get(ARGUMENTS, '')} --bind=fd://{descriptor} --no-control-socket"
    return {
        **{name: os.environ[name] for name in OF_THIS_MACHINE if name in os.environ},
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "PYTHONUNBUFFERED": "1",  # a line that the site prints is a line in the log at once
        **settings,
        "PORT": str(port),
        ARGUMENTS: arguments.strip(),
    }
