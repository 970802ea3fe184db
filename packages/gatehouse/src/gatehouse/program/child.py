"""The Pulumi program, evaluated in a child process and seen only as its resource graph.

A child of its own keeps the SDK's memory and start-up out of the process that serves requests, and
gives every evaluation after an edit a clean interpreter.
"""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

from gatehouse.errors import LocalError
from gatehouse.graph.graph import Graph

if TYPE_CHECKING:
    from pathlib import Path


async def evaluate(stack: str, data: Path, folder: Path | None = None) -> Graph:
    """Returns the stack's resource graph; generated keys are kept in `data` from run to run.

    The program is that of the working folder, or of another `folder`. Raises LocalError with the
    program's own words when it fails.
    """
    seed = ["--seed-file", str(data / "seed")]
    # -P: nothing in the program's folder can stand in for a module of this package.
    command = (sys.executable, "-P", "-m", "gatehouse.program.evaluate", "--stack", stack)
    child = await asyncio.create_subprocess_exec(
        *command,
        *seed,
        cwd=folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,  # Ctrl-C is for us to pass on
    )
    try:
        graph, complaint = await child.communicate()
    except asyncio.CancelledError:
        child.kill()  # it holds nothing that would have to be put in order
        await child.wait()
        raise
    if child.returncode != 0:
        raise LocalError(complaint.decode().strip() or f"exit code {child.returncode}")
    return Graph.from_json(graph.decode())
