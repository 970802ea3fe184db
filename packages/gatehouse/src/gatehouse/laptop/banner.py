"""The text that is printed when everything runs: every URL, and a command that calls the API."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

from gatehouse.laptop.speech import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gatehouse.laptop.endpoints import Endpoints

BOLD, PLAIN = "\033[1m", "\033[0m"


def show(running: Endpoints) -> None:
    """Prints every URL, and a command that calls the API with its key."""
    say(text(running, colour=sys.stdout.isatty()))


def text(running: Endpoints, *, colour: bool) -> str:
    """Returns the lines, which hold the local keys: they open this machine's processes only."""
    bold, plain = (BOLD, PLAIN) if colour else ("", "")
    lines = [
        f"  {what:<15}{bold}{url}{plain}{note and f'  ({note})'}"
        for what, url, note in _rows(running)
    ]
    return "\n".join(
        [
            "",
            f"{bold}Gatehouse runs on this machine.{plain}",
            *lines,
            *_overridden(running),
            *_command(running),
            "",
            "Save a file and the next request runs it. Ctrl-C stops everything.",
            "",
        ]
    )


def _rows(running: Endpoints) -> Iterator[tuple[str, str, str]]:
    """Yields what it is, its URL, and a note on it; several of a kind one below the other."""
    apps, keys = running.apps or {}, running.function_keys or {}
    functions = {name: url for name, url in apps.items() if name in keys}
    sites = {name: url for name, url in apps.items() if name not in keys}
    docs = running.docs or ""
    apis = {
        name: url for name, url in (running.apis or {}).items() if not docs.startswith(f"{url}/")
    }
    admin = f"{running.admin_user} / {running.admin_password}"
    yield from _kind("API docs", docs, "")
    yield from _kind("API", _folder(running.api), "subscription key needed", apis)
    yield from _kind("Function host", _folder(running.function), "function key needed", functions)
    yield from _kind("Web site", _folder(running.web), "", sites)
    yield from _kind("Web admin", running.admin, admin)
    for dsn in dict.fromkeys((running.postgres, *(running.databases or {}).values())):
        yield from _kind("PostgreSQL", dsn and _without_password(dsn), "")
    for name, address in (running.debug or {}).items():
        yield "Debugger", address, name


def _kind(
    what: str, first: str | None, note: str, more: Mapping[str, str] | None = None
) -> Iterator[tuple[str, str, str]]:
    if first:
        yield what, first, note
    for name, url in (more or {}).items():
        if _folder(url) != first:
            yield what, f"{url}/", name


def _folder(url: str | None) -> str | None:
    return url and f"{url}/"


def _overridden(running: Endpoints) -> list[str]:
    """Returns a line for each app with settings of this machine's own, without their values."""
    found = (running.overridden or {}).items()
    return [f"  {'Set here only':<15}{name}: {', '.join(settings)}" for name, settings in found]


def _command(running: Endpoints) -> list[str]:
    if running.sample is None:
        return []
    # Quoted for the shell, since people copy the line: a key is any text.
    header = f"Ocp-Apim-Subscription-Key: {running.subscription_key}"
    return ["", f"  curl -H {shlex.quote(header)} {running.sample}"]


def _without_password(dsn: str) -> str:
    """Returns the address alone: endpoints.json has the rest, where tools look for it."""
    scheme, _, address = dsn.partition("://")
    return f"{scheme}://{address.rpartition('@')[2]}"
