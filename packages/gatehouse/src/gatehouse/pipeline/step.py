"""One command of the set-up, with the question whether it has been run already."""

from __future__ import annotations

import re
from dataclasses import dataclass

VARIABLE = re.compile(r"\$\{([A-Z_]+)\}")
"""The mark in an argument for the answer of an earlier step, such as `${TENANT}`."""

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One command; its arguments are literal but for `${NAME}`, which is the variable NAME."""

    what: str
    """The thing that is there afterwards, in a few words."""
    command: Words
    look: Words = ()
    """Answers with something when there is nothing to do; fails or says nothing otherwise."""
    wanted: str = ""
    """The only answer of `look` that means so, when not any will do."""
    into: str = ""
    """The variable that gets the command's answer."""
    only_with: str = ""
    """A variable without which there is nothing to do yet."""
