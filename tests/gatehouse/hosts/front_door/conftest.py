from __future__ import annotations

from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

import pytest

from tests.gatehouse.hosts.front_door.street import Street

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture
async def street() -> AsyncIterator[Street]:
    async with AsyncExitStack() as undo:
        made = Street(undo)
        await made.door.start()
        undo.push_async_callback(made.door.stop)
        yield made
