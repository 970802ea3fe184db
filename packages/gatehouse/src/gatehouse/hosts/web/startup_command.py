"""A site's startup command, as App Service understands it.

https://learn.microsoft.com/azure/app-service/configure-language-python#customize-startup-command
"""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from pathlib import Path

    from gatehouse.declared.site import Site

SERVER = "gunicorn --bind=0.0.0.0 --timeout 600"
"""What App Service starts for an app without a command; port 8000 is gunicorn's own default."""
FLASK = {"application.py": "application:app", "app.py": "app:app"}
"""Files that App Service takes for a Flask app's, in its order."""
HOME = "/home/site/wwwroot"
"""Where App Service has the app's folder."""
SCRIPT = re.compile(
    r"(?P<shell>\S*\b(?:ba|da|z)?sh(?:\s+-\w+)*)\s+(?P<file>[^\s;&|'\"]+)",
)
"""A shell and the file that it runs."""
OPERATORS = set("();<>|&\n")
TAKES_NO_PLACE = re.compile(
    r"[.{]|case|cd|eval|exec|exit|export|for|if|set|source|trap|ulimit|umask|unset|until|wait|while"
)
"""Words of the shell itself, of which there is no program."""


def startup_command(site: Site) -> str:
    """Returns the declared command, or the one by which App Service starts an app without one.

    Raises LocalError where it would start Microsoft's own sample page instead of the app.
    """
    command = site.startup_command.strip()
    if command:
        return _at_home(site.source, _script(site.source, command) or command)
    django = next(iter(sorted(site.source.glob("*/wsgi.py"))), None)
    if django is not None:
        return f"{SERVER} {django.parent.name}.wsgi"
    for file, app in FLASK.items():
        if (site.source / file).is_file():
            return f"{SERVER} {app}"
    raise LocalError(
        f"the site {site.name} has no startup command, and in {site.source} is nothing that App "
        "Service starts by itself: a folder with wsgi.py (Django), application.py or app.py "
        "(Flask). Declare the command, such as `gunicorn --worker-class uvicorn_worker."
        "UvicornWorker main:app`"
    )


def shell_arguments(command: str) -> list[str]:
    """Returns the program and arguments that run the command, so that a signal reaches it.

    One program takes the shell's place. For `migrate && gunicorn` the shell stays, and passes the
    end of the local run on to what it has started.
    """
    if _is_one_program(command):
        return ["/bin/sh", "-c", f"exec {command}"]
    ending = "trap 'trap - TERM; kill 0' INT TERM"
    return ["/bin/sh", "-c", f"{ending}\n{{\n{command}\n}} &\nwait $!"]


def _script(folder: Path, command: str) -> str:
    """Returns the command that runs the file which the command names; nothing if it names none.

    Such as `startup.sh`, which need not be executable, or `startup.txt` with a command in it.
    """
    file = folder / command
    try:
        if not file.is_file():
            return ""
        first = file.read_text(encoding="utf-8", errors="replace").partition("\n")[0]
    except OSError:  # a command that is too long for a file's name
        return ""
    interpreter = first[2:].strip() if first.startswith("#!") else "/bin/sh"
    return f"{interpreter} {shlex.quote(command)}"


def _at_home(folder: Path, command: str) -> str:
    """Returns the command with this machine's folder in place of App Service's.

    A script that names App Service's folder is run as a text in which it is replaced:
    `bash startup.sh` becomes `bash -c 'gunicorn --chdir=/my/app app:app' startup.sh`.
    """
    here = str(folder.resolve())

    def inlined(found: re.Match[str]) -> str:
        file = folder / found["file"]
        text = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
        if HOME not in text:
            return found[0]
        script = shlex.quote(text.replace(HOME, here))
        return f"{found['shell']} -c {script} {found['file']}"

    return SCRIPT.sub(inlined, command.replace(HOME, here))


def _is_one_program(command: str) -> bool:
    lexer = shlex.shlex(command, posix=True, punctuation_chars="();<>|&\n")
    lexer.whitespace = " \t\r"
    lexer.whitespace_split = True
    lexer.commenters = ""
    try:
        words = list(lexer)
    except ValueError:  # a quotation that does not end: the shell will say so
        return False
    return bool(words) and not (
        TAKES_NO_PLACE.fullmatch(words[0])
        or "=" in words[0]
        or any(map(OPERATORS.issuperset, words))
    )
