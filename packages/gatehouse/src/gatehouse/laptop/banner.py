"""The text that is printed when everything runs: every URL, and a command that calls the API."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

from gatehouse.laptop.speech import say

if TYPE_CHECKING:
    from gatehouse.laptop.endpoints import Endpoints

BOLD, PLAIN = "\033[1m", "\033[0m"


def show(running: Endpoints) -> None:
    """Prints every URL, and a command that calls the API with its key."""
    say(text(running, colour=sys.stdout.isatty()))


def text(running: Endpoints, *, colour: bool) -> str:
    """Returns the lines, which hold the local keys: they open this machine's processes only."""
    bold, plain = (BOLD, PLAIN) if colour else ("", "")
    rows = {
        "API docs": (running.docs, ""),
        "API": (running.api and f"{running.api}/", "subscription key needed"),
        "Function host": (running.function and f"{running.function}/", "function key needed"),
        "Web site": (running.web and f"{running.web}/", ""),
        "Web admin": (running.admin, f"{running.admin_user} / {running.admin_password}"),
        "PostgreSQL": (running.postgres and _without_password(running.postgres), ""),
    }
    lines = [
        f"  {name:<15}{bold}{url}{plain}{note and f'  ({note})'}"
        for name, (url, note) in rows.items()
        if url
    ]
    return "\n".join(
        [
            "",
            f"{bold}Gatehouse runs on this machine.{plain}",
            *lines,
            *_command(running),
            "",
            "Save a file and the next request runs it. Ctrl-C stops everything.",
            "",
        ]
    )


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
