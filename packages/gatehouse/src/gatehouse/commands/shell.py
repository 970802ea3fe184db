"""`make shell`: opens a shell in an app's own environment: that of its manage.py, or Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatehouse.system.apps import find_app
from gatehouse.system.command import run_in_app, until_done
from gatehouse.system.session import local_session

if TYPE_CHECKING:
    from gatehouse.options import Options

MANAGE = "manage.py"


def run(options: Options) -> int:
    """Returns the shell's exit code; raises LocalError where it can't be opened."""
    return until_done(_run(options))


async def _run(options: Options) -> int:
    async with local_session(options) as session:
        # Without a name the first app: a site, where there is one.
        known = session.apps
        app = find_app(known, options.app) if options.app or not known else known[0]
        is_managed = (app.site.source / MANAGE).is_file()
        return await run_in_app(app, ["python", MANAGE, "shell"] if is_managed else ["python"])
