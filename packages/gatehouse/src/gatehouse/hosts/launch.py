"""Becomes a program that dies with the process that started it, under another account if need be.

A script of its own, and standard library only, so that a fresh interpreter runs it in milliseconds:
code between fork and exec is unsafe in a process that has threads.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main(arguments: list[str]) -> None:
    """Takes the starting process's id, user id, group id, program and its arguments."""
    parent, uid, gid = (int(argument) for argument in arguments[:3])
    command = arguments[3:]
    drop_privileges(uid, gid)
    die_with(parent)
    os.execv(command[0], command)  # noqa: S606 - the local run names the program


def drop_privileges(uid: int, gid: int) -> None:
    """Gives up root for good; does nothing for anybody else."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)


def die_with(parent: int) -> None:
    """Has Linux interrupt this process when `parent` is gone, however hard it went.

    After the change of account, which clears the request. On other systems the next start ends
    what is left.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)
    if os.getppid() != parent:
        sys.exit("the process that started this one is gone")


if __name__ == "__main__":
    main(sys.argv[1:])
