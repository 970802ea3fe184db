"""Starts a program that dies with this process, in a session of its own, which ends as a whole."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, STDOUT
from typing import TYPE_CHECKING

from gatehouse.hosts import launch

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from typing import IO


async def own_session(
    words: Sequence[str],
    *,
    environment: Mapping[str, str],
    output: int | IO[bytes],
    folder: Path | str | None = None,
    descriptors: Sequence[int] = (),
    account: tuple[int, int] | None = None,
) -> Process:
    """Returns the started process, which has nothing of this one's environment.

    A session of its own, so that Ctrl-C is not for it. `output` takes what it prints, errors too;
    `descriptors` are passed on to it. It runs as `account` (user, group), or as whoever runs this.
    """
    uid, gid = account or (os.geteuid(), os.getegid())
    # -I and -S leave out what launch.py doesn't need, which makes it start at once.
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-IS",
        launch.__file__,
        *(str(number) for number in (os.getpid(), uid, gid)),
        *words,
        cwd=folder,
        env=environment,
        pass_fds=descriptors,
        stdin=DEVNULL,
        stdout=output,
        stderr=STDOUT,
        start_new_session=True,
    )
