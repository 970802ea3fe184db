"""`make down`: lists what of a stack goes and what stays, asks, and destroys it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from gatehouse.azure.kinds.table import KINDS
from gatehouse.deploying.pulumi_cli import run_and_read
from gatehouse.errors import LocalError
from gatehouse.program.deployed import OnDestroy, read_state

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gatehouse.options import Options
    from gatehouse.program.deployed import Deployed

PASSING = {
    # https://github.com/hashicorp/terraform-provider-azurerm/issues/30011
    "InUseSubnetCannotBeDeleted": "a subnet stays in use for some minutes after what was in it",
    # https://github.com/hashicorp/terraform-provider-azurerm/issues/28979
    "serviceAssociationLink": "a subnet stays in use for some minutes after what was in it",
    # https://github.com/hashicorp/terraform-provider-azurerm/issues/28298
    "ServerIsBusy": "the database server is still busy with what came before",
}
"""Refusals of Azure that pass after a while, by words in the engine's message."""
PAUSE_SECONDS = 60.0
GAVE_UP = "look at what the resource group still has (docs/teardown.md), then make down STACK="
HEADINGS = {
    OnDestroy.GOES: "goes",
    OnDestroy.STAYS: "stays as it is; only Pulumi forgets it",
    OnDestroy.PROTECTED: "is protected",
}


def run(options: Options) -> int:
    """Destroys the stack when the person agrees; returns what the engine returns at last.

    Raises LocalError without the Pulumi CLI, for a stack that can't be read, and when something
    in it is protected.
    """
    deployed = read_state(options.stack)
    if not deployed:
        print(f"{options.stack} has nothing in Azure.")
        return 0
    print("\n".join(listing(options.stack, deployed)), flush=True)
    _refuse_what_is_protected(options.stack, deployed)
    if not options.yes and not _agrees(options.stack):
        print("Nothing was destroyed.")
        return 1
    code = _destroy(options.stack, options.seconds)
    if code == 0:
        print("What Azure keeps can be recovered, or its name freed: docs/teardown.md")
    return code


def _destroy(stack: str, seconds: float) -> int:
    """Tries again, until time is up, while Azure refuses what it will allow in some minutes.

    Each attempt goes on where the one before stopped, for the state has lost what is gone.
    """
    deadline = time.monotonic() + seconds
    while True:
        code, said = run_and_read(["pulumi", "destroy", "--yes", "--stack", stack])
        refusal = next((one for one in PASSING if one in said), "")
        if code == 0 or not refusal:
            return code
        if time.monotonic() + PAUSE_SECONDS > deadline:
            print(f"{refusal} has not passed in {seconds / 60:.0f} minutes: {GAVE_UP}{stack}")
            return code
        print(f"{refusal}: {PASSING[refusal]}; trying again in {PAUSE_SECONDS:.0f} s", flush=True)
        time.sleep(PAUSE_SECONDS)


def listing(stack: str, deployed: Sequence[Deployed]) -> Iterator[str]:
    """Yields a line for everything that the stack has, with its fate; the last made comes first."""
    width = max(len(one.place) for one in deployed)
    for fate, heading in HEADINGS.items():
        found = [one for one in reversed(deployed) if one.fate is fate]
        if found:
            yield f"{stack}: {len(found)} of {len(deployed)} resources: {heading}"
        for one in found:
            yield f"  {one.place:<{width}}  {one.physical_name}{_note(one.type)}"


def _note(type_: str) -> str:
    kind = KINDS.get(type_)
    return f"  ({kind.deletion.note})" if kind and kind.deletion else ""


def _refuse_what_is_protected(stack: str, deployed: Sequence[Deployed]) -> None:
    protected = sum(one.fate is OnDestroy.PROTECTED for one in deployed)
    if protected:
        raise LocalError(
            f"{stack} has {protected} protected resources, and nothing was destroyed; allowed is "
            "a stack without any; to give them up, for good: pulumi state unprotect --all "
            f"--stack {stack}, then make down STACK={stack}"
        )


def _agrees(stack: str) -> bool:
    try:
        return input(f"Type {stack} to destroy all that goes: ").strip() == stack
    except EOFError:
        return False
