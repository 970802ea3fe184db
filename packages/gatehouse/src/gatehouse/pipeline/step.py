"""One command of the set-up, with the question whether it has been run already."""

from __future__ import annotations

import re
from dataclasses import dataclass

VARIABLE = re.compile(r"\$\{([A-Z_]+)\}")
"""What an argument holds in the place of an answer that an earlier step has put into it."""

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Arguments are literal but for `${NAME}`, which is the variable NAME."""

    what: str
    """What is there afterwards."""
    command: Words
    look: Words = ()
    """Answers with something when there is nothing to do; fails or says nothing otherwise."""
    wanted: str = ""
    """The only answer of `look` that means so, when not any will do."""
    into: str = ""
    """The variable that gets the command's answer."""
    only_with: str = ""
    """A variable without which there is nothing to do yet."""
