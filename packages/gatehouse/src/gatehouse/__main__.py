"""`gatehouse COMMAND`: one sentence and an exit code when something is wrong."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

from gatehouse.errors import LocalError
from gatehouse.laptop.speech import open_streams, say
from gatehouse.options import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gatehouse.options import Options


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command, which is the module of that name; returns the exit code.

    Without `arguments`, those of the process.
    """
    open_streams()
    options = parse(arguments)
    # Only the command asked for is imported: `up` wants its start to be quick.
    run: Callable[[Options], int] = import_module(f"gatehouse.commands.{options.command}").run
    try:
        return run(options)
    except LocalError as error:
        say(f"\n{error}", sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
