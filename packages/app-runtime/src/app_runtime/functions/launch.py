"""The command line and the environment of an app's process."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app_runtime.environments.environment import AppEnvironment

INSIDE = Path(__file__).parents[1] / "inside"
DESCRIBE, SERVE = "describe.py", "serve.py"
OF_THIS_MACHINE = (
    "CODESPACE_NAME",
    "GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN",
    "HOME",
    "LANG",
    "SSL_CERT_DIR",
    "SSL_CERT_FILE",
    "TMPDIR",
)
"""Variables that say something about the machine, and nothing about whoever runs the app on it."""


def command(environment: AppEnvironment, script: str, *arguments: str) -> list[str]:
    """Returns the command line: isolated (-I), so that nothing but the app can be imported.

    Output is not buffered (-u): a line that the app prints is a line in the log at once.
    """
    return [str(environment.python), "-I", "-u", str(INSIDE / script), *arguments]


def environ(settings: Mapping[str, str], machine: Mapping[str, str]) -> dict[str, str]:
    """Returns the variables of the process: the app settings, and little of this machine's.

    Whoever runs the app has tokens and paths of their own in the environment. In Azure the app
    would not have them, and here it doesn't either.
    """
    known = {name: machine[name] for name in OF_THIS_MACHINE if name in machine}
    return {**known, "PATH": machine.get("PATH", "/usr/bin:/bin"), **settings}
