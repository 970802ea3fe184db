"""`python -m bench.previewed ENGINE FOLDER PROVIDERS [PROGRAM]`: previews a program once.

Without PROGRAM it previews one that declares nothing. PROVIDERS is `package:port,…`, as the engine
takes it. FOLDER has the project's and the stack's settings, and keeps the state.
"""

from __future__ import annotations

import os
import runpy
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pulumi.automation import LocalWorkspace, PulumiCommand, Stack

from bench.stage import STACK

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str]) -> None:
    """Prints the number of resources that the engine would make."""
    engine, folder, providers, *program = arguments
    # The engine looks here for what the program makes in its working directory.
    os.chdir(folder)
    state = Path(folder, "state")
    state.mkdir(exist_ok=True)
    workspace = LocalWorkspace(
        work_dir=folder,
        pulumi_home=str(Path(folder, "home")),
        pulumi_command=PulumiCommand(root=str(Path(engine).parents[1])),
        program=lambda: _run(program),
        env_vars={
            "PULUMI_BACKEND_URL": state.as_uri(),
            "PULUMI_CONFIG_PASSPHRASE": "of a measurement",
            "PULUMI_DEBUG_PROVIDERS": providers,
            "PULUMI_SKIP_UPDATE_CHECK": "true",
        },
    )
    summary = Stack.create_or_select(STACK, workspace).preview().change_summary
    print(sum(summary.values()))


def _run(program: Sequence[str]) -> None:
    for file in program:
        runpy.run_path(file, run_name="__main__")


if __name__ == "__main__":
    main(sys.argv[1:])
