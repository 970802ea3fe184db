"""`gatehouse run APP COMMAND…`: runs a command in an app's own environment on this machine.

`make manage ARGS="makemigrations"` is this for what a manage.py offers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatehouse.errors import LocalError
from gatehouse.system.apps import find_app
from gatehouse.system.command import run_in_app, until_done
from gatehouse.system.session import local_session

if TYPE_CHECKING:
    from gatehouse.options import Options


def run(options: Options) -> int:
    """Returns the command's exit code; raises LocalError where it can't be started."""
    if not options.words:
        raise LocalError(
            f"no command is given for {options.app}; allowed is any, such as "
            f"`gatehouse run {options.app} python --version`"
        )
    return until_done(_run(options))


async def _run(options: Options) -> int:
    async with local_session(options) as session:
        return await run_in_app(find_app(session.apps, options.app), options.words)
