"""The processor time of a process and its children: noise from other processes is not in it.

https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PROC = Path("/proc")
USER, SYSTEM = 11, 12
"""Positions of the two times behind the program's name, in clock ticks."""


def cpu_seconds(*processes: int) -> float:
    """Returns the time of these processes and of all below them; 0 where there is no /proc."""
    if not (PROC / "self" / "stat").exists():
        return 0.0
    ticks = sum(_ticks(one) for process in processes for one in _with_children(process))
    return ticks / os.sysconf("SC_CLK_TCK")


def _with_children(process: int) -> Iterator[int]:
    yield process
    for children in (PROC / str(process) / "task").glob("*/children"):
        for child in children.read_text().split():
            yield from _with_children(int(child))


def _ticks(process: int) -> int:
    # The name is in brackets, and may itself hold spaces and brackets: `4711 (a) b) S 1 …`.
    fields = (PROC / str(process) / "stat").read_text().rpartition(")")[2].split()
    return int(fields[USER]) + int(fields[SYSTEM])
