"""Checks whether Azure still keeps, deleted, a name that the stack would make again.

Names end in a suffix that the state remembers. What was deleted by hand is made again under the
same name, and Azure refuses that as long as it keeps the old one; docs/teardown.md says how long.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from gatehouse.azure.kinds.table import KINDS

if TYPE_CHECKING:
    from gatehouse.azure.kinds.deletion import Deletion
    from gatehouse.azure_cli.az import Az
    from gatehouse.azure_cli.target import Target


async def look(az: Az, target: Target) -> list[str]:
    """Returns a remedy for every name in the way; a stack that has nothing meets none."""
    types = {one.type for one in target.deployed}
    told = await asyncio.gather(
        *(
            _look(az, target, type_, kind.deletion)
            for type_, kind in KINDS.items()
            if type_ in types and kind.deletion and kind.deletion.listed_by
        )
    )
    return [remedy for one in told for remedy in one]


async def _look(az: Az, target: Target, type_: str, deletion: Deletion) -> list[str]:
    names = {one["name"] for one in await az.ask(*deletion.listed_by)}
    return [
        f"Azure keeps {one.physical_name} deleted: "
        + deletion.remedy.format(name=one.physical_name, region=target.region, group=one.group)
        for one in target.deployed
        if one.type == type_ and one.physical_name in names
    ]
