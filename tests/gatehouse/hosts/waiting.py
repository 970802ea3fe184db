"""Waits for what a host does in its own time."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


async def until(condition: Callable[[], bool], pause: float = 0.01) -> None:
    """Lets everything else go on until it is true, for half a minute at the most."""
    async with asyncio.timeout(30):
        while not condition():
            await asyncio.sleep(pause)
