"""What holds `make quick` to its word."""

from __future__ import annotations

import asyncio
import os
import subprocess
from pathlib import Path

import pytest

from tests.processes import EVERY_TIER, PLACES, TOGETHER

ROOT = Path(__file__).parents[1]


def test_a_test_that_is_not_slow_fails_where_it_starts_a_process() -> None:
    with pytest.raises(pytest.fail.Exception, match="this test starts a process and isn't slow"):
        subprocess.run(["true"], check=True)
    with pytest.raises(pytest.fail.Exception, match=r"os\.fork"):
        os.fork()


async def test_nor_may_it_start_one_that_it_awaits() -> None:
    with pytest.raises(pytest.fail.Exception, match="name its file or its fixture"):
        await asyncio.create_subprocess_exec("true")


def test_every_place_in_the_tables_is_one() -> None:
    places = {one.partition("::")[0] for one in (*PLACES, *EVERY_TIER, *TOGETHER)}
    assert [one for one in sorted(places) if not (ROOT / one).exists()] == []
