"""`make plan BASE=main`: shows what this folder changes against another revision, offline."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from gatehouse.planning.markdown import markdown
from gatehouse.planning.report import Plan
from gatehouse.planning.text import text

if TYPE_CHECKING:
    from gatehouse.options import Options


def run(options: Options) -> int:
    """Prints the plan; a kept one where the options name its file.

    Raises LocalError when there is nothing to compare, or when the program of this folder fails.
    """
    plan = _plan(options)
    if options.format == "json":
        print(plan.to_json())
    elif options.format == "markdown":
        print(markdown(plan), end="")
    else:
        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        print("\n".join(text(plan, colour=colour)))
    return 0


def _plan(options: Options) -> Plan:
    if options.kept:
        return Plan.from_json(options.kept.read_text(encoding="utf-8"))
    # Only now: a kept plan is printed by whatever Python there is, without any package.
    from gatehouse.planning.survey import survey  # noqa: PLC0415

    return survey(options.base, options.stack)
