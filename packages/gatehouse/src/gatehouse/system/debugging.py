"""`gatehouse up --debug APP[:PORT]`: which apps listen for a debugger, and where."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app_runtime.environments.debugging import debug_setting
from gatehouse.declared.app_settings import GUNICORN
from gatehouse.errors import LocalError
from gatehouse.laptop.ports import is_free, reserve
from gatehouse.system.apps import find_app

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gatehouse.system.apps import LocalApp

FIRST_PORT = 5678
"""debugpy's own port: the program's first app listens there, the second one on the next."""
ONE_WORKER = "--workers=1 --timeout=0"
"""For gunicorn: the worker that gets the request is the debugger's, however long it stands."""


def with_debuggers(apps: Sequence[LocalApp], wanted: Sequence[str]) -> tuple[LocalApp, ...]:
    """Returns the apps; those that are `wanted`, such as `web` or `web:5700`, listen.

    Raises LocalError for a word that is no app, and for a port that is taken or none.
    """
    ports = _ports(apps, wanted)
    return tuple(_listening(app, ports[app.name]) if app.name in ports else app for app in apps)


def _ports(apps: Sequence[LocalApp], wanted: Sequence[str]) -> Mapping[str, int]:
    """Returns the ports by the apps' names: given ones, then the apps' usual ones, then free ones.

    Example: ["web", "function:5678"] of web and function, where web's usual port is 5678:
    {"function": 5678, "web": 23517}.
    """
    words = [one.partition(":") for one in wanted]
    given = {find_app(apps, app).name: _port(port) if colon else 0 for app, colon, port in words}
    for place, app in enumerate(apps, FIRST_PORT):
        if given.get(app.name) == 0 and place not in given.values() and is_free(place):
            given[app.name] = place
    options = {f"debug {name}": port for name, port in given.items()}
    return dict(zip(given, reserve(options).values(), strict=True))


def _port(word: str) -> int:
    if not (word.isascii() and word.isdecimal()):
        raise LocalError(
            f"--debug has the port {word!r}; allowed is a number, such as web:{FIRST_PORT}, or "
            "nothing after the app's name"
        )
    return int(word)


def _listening(app: LocalApp, port: int) -> LocalApp:
    settings = {**app.site.settings, **debug_setting(port)}
    if not app.site.is_function_app:
        settings[GUNICORN] = f"{settings.get(GUNICORN, '')} {ONE_WORKER}".strip()
    return replace(app, site=replace(app.site, settings=settings), debug_port=port)
