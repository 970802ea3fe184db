"""Finds out whether somebody has changed app settings in Azure; a refresh doesn't see that.

The values are compared and never shown: what a person has added may be a secret.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from gatehouse.azure_cli.site_settings import SITE, differing_settings
from gatehouse.program.deployed import read_state

if TYPE_CHECKING:
    from gatehouse.options import Options
    from gatehouse.program.deployed import Deployed


def run(options: Options) -> int:
    """Prints every difference; returns 1 when there is one.

    Raises LocalError when the state or Azure can't be read.
    """
    sites = [one for one in read_state(options.stack, secrets=True) if one.type == SITE]
    found = asyncio.run(_all_differences(sites))
    for line in found:
        print(f"--  {line}")
    if not found:
        print(f"ok  the app settings of {len(sites)} sites are those that the program gave them")
    else:
        print(f"`make up STACK={options.stack}` alone won't mend it: docs/troubleshooting.md")
    return int(bool(found))


async def _all_differences(sites: list[Deployed]) -> list[str]:
    found = await asyncio.gather(*map(differing_settings, sites))
    return [line for lines in found for line in lines]
