"""Waits for the first of a host's tasks that ends: none of them is meant to."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection


async def first_end(tasks: Collection[asyncio.Task[None]]) -> str:
    """Returns the name of the first task that ends, and the error by which it did."""
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    ended = done.pop()
    problem = None if ended.cancelled() else ended.exception()
    return f"{ended.get_name()} ended{(problem and f': {problem!r}') or ''}"
