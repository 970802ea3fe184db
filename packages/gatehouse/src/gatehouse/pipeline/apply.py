"""Runs steps, leaving out what has been done.

Example: `${CLIENT_DEV}` in a step's words is replaced by the answer of the step before, whose
`into` is CLIENT_DEV; the printed script does the same by a shell variable. So both ways run the
same words in the same order, and a set-up that broke off in one may be finished in the other.
"""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

from gatehouse.errors import LocalError
from gatehouse.pipeline.step import VARIABLE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gatehouse.pipeline.step import Step, Words

TOOLS = {
    "az": "https://learn.microsoft.com/cli/azure/install-azure-cli",
    "gh": "https://cli.github.com/",
}
Known = dict[str, str]


def apply(steps: Iterable[Step]) -> None:
    """Runs every step in order, and prints a line for each.

    Raises LocalError for a missing tool, and at the first command that fails.
    """
    for tool, address in TOOLS.items():
        if shutil.which(tool) is None:
            raise LocalError(f"there is no `{tool}` on the path; install it: {address}")
    known: Known = {}
    for step in steps:
        _apply(step, known)


def _apply(step: Step, known: Known) -> None:
    if step.into:
        known[step.into] = _answer(step, known)
    elif step.only_with and not known[step.only_with]:
        print(f"--  {step.what}: not deployed yet; after its first deployment run this again")
    elif _is_done(step, known):
        print(f"ok  {step.what}")
    else:
        _answer(step, known)
        print(f"+   {step.what}", flush=True)


def _is_done(step: Step, known: Known) -> bool:
    # A look that fails is no reason to stop: `show` fails for what isn't there yet. If it failed
    # for another reason, the command itself will fail for it, too, and say why.
    done = _run(step.look, known)
    found = done.stdout.strip()
    wanted = _filled(step.wanted, known)
    return done.returncode == 0 and (found == wanted if wanted else bool(found))


def _answer(step: Step, known: Known) -> str:
    done = _run(step.command, known)
    if done.returncode != 0:
        *_, last = done.stderr.strip().splitlines() or ["nothing"]
        raise LocalError(
            f"{step.what}: {step.command[0]} refuses: {last}; mend that and run the same command "
            "again, which goes on here"
        )
    return done.stdout.strip()


def _run(words: Words, known: Known) -> subprocess.CompletedProcess[str]:
    command = [_filled(word, known) for word in words]
    return subprocess.run(command, check=False, capture_output=True, text=True)


def _filled(text: str, known: Known) -> str:
    return VARIABLE.sub(lambda found: known[found[1]], text)
