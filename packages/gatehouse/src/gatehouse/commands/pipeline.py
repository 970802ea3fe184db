"""`make pipeline`: prints every command that lets a GitHub repository deploy, or runs them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gatehouse.pipeline.apply import apply
from gatehouse.pipeline.names import STACKS, Names
from gatehouse.pipeline.script import script
from gatehouse.pipeline.steps import steps
from gatehouse.program.stack_files import StackFiles

if TYPE_CHECKING:
    from gatehouse.options import Options

LOCATION = "azure-native:location"


def run(options: Options) -> int:
    """Prints the commands for `options.repository`, or runs them with `options.apply`.

    Raises LocalError for what is no repository, and when a command is refused.
    """
    names = Names(options.repository)
    location = StackFiles.load(Path(), "dev").values[LOCATION]
    wanted = steps(names, location, options.reviewer)
    if options.apply:
        apply(wanted)
    else:
        print(script(wanted))
    print("\n".join(_afterwards(names)))
    return 0


def _afterwards(names: Names) -> list[str]:
    """Returns the commands to run once for each stack; roles take some minutes until they count."""
    lines = ["# Then, once for each stack, and commit what it adds to Pulumi.STACK.yaml:"]
    for stack in STACKS:
        environment = (
            f"AZURE_KEYVAULT_AUTH_VIA_CLI=true PULUMI_BACKEND_URL='{names.backend(stack)}'"
        )
        init = f"pulumi stack init {stack} --secrets-provider '{names.secrets_provider(stack)}'"
        lines.append(f"#   {environment} {init}")
    return lines
