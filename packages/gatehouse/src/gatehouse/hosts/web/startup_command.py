"""A site's startup command, as far as the laptop can keep the site to itself.

https://learn.microsoft.com/azure/app-service/configure-language-python#customize-startup-command
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from gatehouse.declared.app_settings import ARGUMENTS
from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from gatehouse.declared.site import Site

SERVER = "gunicorn"
BIND = ("-b", "--bi")
"""Beginnings of the option, in all ways to write it."""
OPERATORS = set("();<>|&")


def check_startup_command(site: Site) -> None:
    """Raises LocalError for a command that would listen on a socket of its own making."""
    command, arguments = site.startup_command, site.settings.get(ARGUMENTS, "")
    words, more = _words(command), _words(arguments)
    if words[:1] != [SERVER] or any(map(_is_refused, words + more)):
        raise LocalError(
            f"the site {site.name} is started by {command!r}{(more and f' with {ARGUMENTS}') or ''}"
            f"; allowed here is `{SERVER}`, the app and options other than --bind: the local run "
            f"hands {SERVER} a socket that only this machine reaches. Leave --bind out: on App "
            f"Service {SERVER} listens where it should by itself"
        )


def _words(command: str) -> list[str]:
    """Returns the shell's words and operators; none for a quotation that does not end.

    Example: `gunicorn app & nc -l 80`: the `&` is a word of its own, and refused, because after it
    anything might listen anywhere.
    """
    lexer = shlex.shlex(command, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    lexer.commenters = ""
    try:
        return list(lexer)
    except ValueError:
        return []


def _is_refused(word: str) -> bool:
    return word.startswith(BIND) or OPERATORS.issuperset(word)
