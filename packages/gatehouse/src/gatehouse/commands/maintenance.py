"""Gives a stack's database servers the maintenance window that Azure ignores when it makes one."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from gatehouse.azure_cli.maintenance_window import set_maintenance_windows
from gatehouse.program.deployed import read_state

if TYPE_CHECKING:
    from gatehouse.options import Options


def run(options: Options) -> int:
    """Prints every window that was set, or that a person has to set; always returns 0.

    Raises LocalError when the stack can't be read.
    """
    for line in asyncio.run(set_maintenance_windows(read_state(options.stack))):
        print(line, flush=True)
    return 0
