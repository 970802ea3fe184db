"""Asks the Azure CLI, and nothing that changes anything unless the words say so.

https://learn.microsoft.com/cli/azure/reference-index

gatehouse/pipeline runs `az`, too, in another way and on purpose: it runs the very words that it
would print as a script for a person, `--output tsv` included, one after the other. Here many
questions are under way at a time, and the answers are JSON.
"""

from __future__ import annotations

import asyncio
import json
import shutil
from dataclasses import dataclass
from typing import Any

from gatehouse.errors import LocalError

SECONDS = 120
REST = "https://management.azure.com"


@dataclass(frozen=True, slots=True, kw_only=True)
class Az:
    """The CLI, for one subscription; an empty one is what the CLI has selected."""

    subscription: str = ""

    async def ask(self, *words: str) -> Any:  # noqa: ANN401 - any JSON value
        """Returns a command's answer; raises LocalError with the last line of its complaint."""
        chosen = ["--subscription", self.subscription] if self.subscription else []
        return await _ask([*words, *chosen])

    async def get(self, path: str, version: str) -> Any:  # noqa: ANN401 - any JSON value
        """Returns Resource Manager's answer to a GET of the path below the subscription."""
        url = f"{REST}/subscriptions/{self.subscription}/{path}?api-version={version}"
        return await _ask(["rest", "--method", "get", "--url", url])


async def _ask(words: list[str]) -> Any:  # noqa: ANN401 - any JSON value
    if shutil.which("az") is None:
        raise LocalError("there is no `az` on the path")
    child = await asyncio.create_subprocess_exec(
        *("az", *words, "--output", "json", "--only-show-errors"),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(SECONDS):
            out, complaint = await child.communicate()
    except TimeoutError:
        raise LocalError(f"az {' '.join(words)}: no answer in {SECONDS} s; try again") from None
    finally:
        # Also when this task is cancelled: `az` is Python, and would go on for a while by itself.
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode != 0:
        *_, last = complaint.decode().strip().splitlines() or [f"exit code {child.returncode}"]
        raise LocalError(f"az {' '.join(words)}: {last}")
    return json.loads(out or b"null")
