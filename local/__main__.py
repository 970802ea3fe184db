"""`python -m local COMMAND`: one sentence and an exit code when something is wrong."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

from local.errors import LocalError
from local.options import parse
from local.speech import open_streams, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from local.options import Options


def main(arguments: list[str]) -> int:
    """Runs the command, which is the module of that name; returns the exit code."""
    open_streams()
    options = parse(arguments)
    # Only the command asked for is imported: `up` wants its start to be quick.
    run: Callable[[Options], int] = import_module(f"local.{options.command}").run
    try:
        return run(options)
    except LocalError as error:
        say(f"\n{error}", sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
