"""`make up`: checks that the engine can run, runs it, and tries what it has deployed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from gatehouse.commands import maintenance
from gatehouse.commands.ready import check_ready
from gatehouse.commands.smoke import try_system
from gatehouse.deploying import pulumi_cli

if TYPE_CHECKING:
    from gatehouse.options import Options

PARALLEL = "--parallel=64"
"""The engine's own number follows the cores of this machine; what is made in Azure only waits."""
FAILED = (
    "\nThe lines above say what was refused. What helps is in docs/troubleshooting.md; "
    "`make doctor` looks for the usual causes. The next `make up` goes on where this one stopped."
)


def run(options: Options) -> int:
    """Deploys; returns the engine's exit code when it fails, otherwise that of the smoke test.

    Raises LocalError when something is missing that the engine needs.
    """
    check_ready(options.stack)
    stack = ["--stack", options.stack]
    command = ["pulumi", "up", PARALLEL, *stack, *(["--yes"] if options.yes else [])]
    code = pulumi_cli.run(command)
    if code != 0:
        print(FAILED, file=sys.stderr)
        return code
    maintenance.run(options)
    print("Deployed; now trying whether both systems answer.", flush=True)
    outputs = pulumi_cli.answer(["pulumi", "stack", "output", "--json", "--show-secrets", *stack])
    return try_system(outputs, options.seconds)
