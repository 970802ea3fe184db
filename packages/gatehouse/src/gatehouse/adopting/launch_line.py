"""The command that serves a site: what the app says itself, or what suits its kind.

https://learn.microsoft.com/azure/app-service/configure-language-python#customize-startup-command
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatehouse.adopting.app_kind import AppKind
from gatehouse.adopting.hint import Hint, Place

if TYPE_CHECKING:
    from collections.abc import Collection

    from gatehouse.adopting.app_folder import AppFolder
    from gatehouse.adopting.app_kind import RecognisedApp

PORT = 8000
"""Where App Service expects a site's answer."""
SCRIPT, TEXT, PROCFILE, DOCKERFILE = "startup.sh", "startup.txt", "Procfile", "Dockerfile"
FIRST_LINE = re.compile(r"^(?P<command>\S.*)$", re.MULTILINE)
WEB_LINE = re.compile(r"^web:[ \t]*(?P<command>\S.*)$", re.MULTILINE)
CMD_LINE = re.compile(r"^CMD[ \t]+(?P<command>\S.*)$", re.MULTILINE)
LISTENING = re.compile(r"(?:--bind|-b|--port|-p)[ =]?\S*?(?P<port>\d{2,5})\b")
BIND = re.compile(r"^bind\s*=\s*(?P<value>.+)$", re.MULTILINE)
SERVERS = ("uvicorn", "daphne", "hypercorn", "waitress", "granian", "fastapi")
"""What App Service's image doesn't have; it has gunicorn."""
MIGRATING = "flask-migrate"


@dataclass(frozen=True, kw_only=True)
class LaunchLine:
    """A startup command, and the file that has it."""

    command: str
    place: Place | None = None
    """Empty where the app has none, so that the command is made up here."""


def launch_line(app: AppFolder, found: RecognisedApp, packages: Collection[str]) -> LaunchLine:
    """Returns the startup command of a site."""
    if app.text(SCRIPT):
        return LaunchLine(command=f"bash {SCRIPT}", place=Place(app.path / SCRIPT, 1))
    for name, pattern in ((TEXT, FIRST_LINE), (PROCFILE, WEB_LINE), (DOCKERFILE, CMD_LINE)):
        if given := app.first(name, pattern):
            place, match = given
            return LaunchLine(command=_plain(match["command"]), place=place)
    return LaunchLine(command=_suiting(app, found, packages))


def _plain(command: str) -> str:
    """Returns the words of Docker's JSON form, or the command as it is."""
    if not command.startswith("["):
        return command.strip()
    words: list[str] = json.loads(command)
    return " ".join(words[2:] if words[:2] in (["sh", "-c"], ["bash", "-c"]) else words)


def _suiting(app: AppFolder, found: RecognisedApp, packages: Collection[str]) -> str:
    module, _, name = found.target.partition(":")
    if found.asgi:
        factory = " --factory" if name.endswith("()") else ""
        target = f"{module}:{name.removesuffix('()')}"
        served = f"uvicorn {target}{factory} --host 0.0.0.0 --port {PORT}"
    else:
        served = f"gunicorn {_quoted(found.target)}"
    if found.kind is AppKind.DJANGO:
        return f"python manage.py migrate && {served}"
    if MIGRATING in packages and (app.path / "migrations").is_dir():
        return f"flask --app {_quoted(found.target)} db upgrade && {served}"
    return served


def _quoted(target: str) -> str:
    return f"'{target}'" if target.endswith("()") else target


def launch_faults(app: AppFolder, line: LaunchLine, packages: Collection[str]) -> list[Hint]:
    """Returns what keeps a startup command from answering App Service."""
    found = [
        Hint(
            place=line.place,
            says=f"{name} starts the app, and requirements.txt doesn't list it",
            remedy=f"add the line `{name}` to requirements.txt",
        )
        for name in SERVERS
        if re.search(rf"\b{name}\b", line.command) and name not in packages
    ]
    listening = LISTENING.search(line.command)
    if listening and int(listening["port"]) != PORT:
        remedy = f"give the entry a startup command with {PORT}"
        says = f"listens on port {listening['port']}, and App Service asks port {PORT}"
        found.append(Hint(place=line.place, says=says, remedy=remedy))
    bind = app.first("gunicorn.conf.py", BIND)
    if bind and str(PORT) not in bind[1]["value"] and "PORT" not in bind[1]["value"]:
        says = f"listens on {bind[1]['value']}, and App Service asks port {PORT}"
        remedy = "leave `bind` out: gunicorn listens where it should by itself"
        found.append(Hint(place=bind[0], says=says, remedy=remedy))
    return found
