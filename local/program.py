"""The Pulumi program, evaluated in a child process and seen only as its resource graph.

A child of its own keeps the SDK's memory and start-up out of the process that serves requests, and
gives every evaluation after an edit a clean interpreter.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from local.errors import LocalError
from local.graph import Graph

ROOT = Path(__file__).parents[1]


async def evaluate(stack: str, data: Path, folder: Path | None = None) -> Graph:
    """Returns the stack's resource graph; generated keys are kept in `data` from run to run.

    The program is that of the working folder, or of another `folder`, which is evaluated with the
    `local` of this one. Raises LocalError with the program's own words when it fails.
    """
    seed = ["--seed-file", str(data / "seed")]
    safe_path = ["-P"] if folder else []  # without the working folder on the import path
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, *safe_path, "-m", "local.evaluate", "--stack", stack, *seed),
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path} if folder else None,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,  # Ctrl-C is for us to pass on
    )
    try:
        graph, complaint = await child.communicate()
    except asyncio.CancelledError:
        child.kill()
        await child.wait()
        raise
    if child.returncode != 0:
        raise LocalError(complaint.decode().strip() or f"exit code {child.returncode}")
    return Graph.from_json(graph.decode())
