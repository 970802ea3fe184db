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
    """Becomes the program; takes the starting process's id, user id, group id, program, arguments.

    Returns never: it ends with the program, or at once when the starting process is gone.
    """
    parent, uid, gid = (int(argument) for argument in arguments[:3])
    command = arguments[3:]
    drop_privileges(uid, gid)
    die_with(parent)
    # The request survives `exec`, since no program that is run here has a set-user-ID bit.
    os.execv(command[0], command)  # noqa: S606 - the local run names the program


def drop_privileges(uid: int, gid: int) -> None:
    """Gives up root for good; does nothing for anybody else."""
    if os.geteuid() == 0:
        # The user comes last: without root's rights there is no changing of groups.
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)


def die_with(parent: int) -> None:
    """Has Linux interrupt this process when `parent` is gone, however hard it went.

    To be called after the change of account, which clears the request. On other systems the next
    start ends what is left. https://man7.org/linux/man-pages/man2/PR_SET_PDEATHSIG.2const.html

    Example: `kill -9` of the local run while PostgreSQL is up: nobody is left to stop the server,
    but the kernel sends it SIGINT, which PostgreSQL takes for a fast shutdown.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)
    # A parent that was gone before the request was made is not reported by the kernel any more:
    # by now this process belongs to another one, which its parent's number gives away.
    if os.getppid() != parent:
        sys.exit("the process that started this one is gone")


if __name__ == "__main__":
    main(sys.argv[1:])
