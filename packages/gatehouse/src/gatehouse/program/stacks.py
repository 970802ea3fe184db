"""All stacks of a program, evaluated side by side."""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from gatehouse.errors import LocalError
from gatehouse.program.child import evaluate

if TYPE_CHECKING:
    from gatehouse.graph.graph import Graph

NAME = re.compile(r"[A-Za-z0-9_.-]{1,100}")


def stack_names(folder: Path, only: str = "") -> list[str]:
    """Returns the stacks that have a settings file in the folder, or the one that is asked for.

    Raises LocalError for a name that Pulumi would refuse.
    """
    files = sorted(path.name for path in folder.glob("Pulumi.*.yaml"))
    names = [name.removeprefix("Pulumi.").removesuffix(".yaml") for name in files]
    for name in names:
        if not NAME.fullmatch(name):
            raise LocalError(
                f"Pulumi.{name}.yaml names a stack {name!r}; allowed are up to 100 letters, "
                "digits, hyphens, underscores and periods; rename the file"
            )
    return [name for name in names if only in {"", name}]


def evaluate_stacks(stacks: list[tuple[Path, str]], seed: bytes) -> list[Graph | LocalError]:
    """Evaluates (folder, stack) pairs, as many at a time as there are processors.

    Generated keys follow from the seed; a failure stands in the place of its graph.
    """
    with tempfile.TemporaryDirectory() as data:
        Path(data, "seed").write_bytes(seed)
        return asyncio.run(_evaluate_all(stacks, Path(data)))


async def _evaluate_all(stacks: list[tuple[Path, str]], data: Path) -> list[Graph | LocalError]:
    at_a_time = asyncio.Semaphore(os.cpu_count() or 1)

    async def one(folder: Path, stack: str) -> Graph | LocalError:
        async with at_a_time:
            try:
                return await evaluate(stack, data, folder)
            except LocalError as error:
                return error

    return await asyncio.gather(*(one(folder, stack) for folder, stack in stacks))
