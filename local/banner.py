"""What a person reads when everything runs."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from local.endpoints import Endpoints

BOLD, PLAIN = "\033[1m", "\033[0m"


def show(running: Endpoints) -> None:
    """Prints every URL, and a command that calls the API with its key."""
    print(text(running, colour=sys.stdout.isatty()), flush=True)


def text(running: Endpoints, *, colour: bool) -> str:
    """Returns the lines, which hold the local keys: they open this machine's processes only."""
    bold, plain = (BOLD, PLAIN) if colour else ("", "")
    header = f"Ocp-Apim-Subscription-Key: {running.subscription_key}"
    rows = {
        "API docs": running.docs,
        "API": f"{running.api}/  (subscription key needed)",
        "Function host": f"{running.function}/  (function key needed)",
    }
    lines = [f"  {name:<15}{bold}{value}{plain}" for name, value in rows.items()]
    return "\n".join(
        [
            "",
            f"{bold}Gatehouse runs on this machine.{plain}",
            *lines,
            "",
            f"  curl -H {shlex.quote(header)} {running.api}/generate_name",
            "",
            "Save a file and the next request runs it. Ctrl-C stops everything.",
            "",
        ]
    )
