r"""Locks an app's requirements.txt, and keeps what its author wrote: `lock_app.py FILE COMMAND…`.

The command is uv's, which compiles the packages of a group of pyproject.toml; the file is written
with them and with those that somebody has added to it:

    fastapi==0.165.0 \                   of the group, with hashes: made anew
        --hash=sha256:…
    httpx                                 added by hand: pinned, with hashes
    itsdangerous==2.2.0 \                of neither, with hashes: stays, with what it needs
        --hash=sha256:…

A file without any hash is an app's own: it is left alone. An app that is left out gets none.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

HASH = "--hash="
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def main(arguments: list[str]) -> int:
    """Takes the file and uv's command line; returns the exit code."""
    file, command = Path(arguments[0]), arguments[1:]
    if not file.parent.is_dir():
        print(f"{file} is of an app that is left out")
        return 0
    given = file.read_text(encoding="utf-8") if file.exists() else HASH
    if HASH not in given:
        print(f"{file} has no hashes: it is yours, and left as it is")
        return 0
    compiled = _compiled(command)
    added = _added(given, compiled)
    if added:
        print(f"{file} keeps {', '.join(sorted(added))}")
        compiled = _compiled(command, "\n".join(added.values()))
    file.write_text(compiled, encoding="utf-8")
    return 0


def _compiled(command: list[str], more: str = "") -> str:
    """Returns what uv makes of the group, and of these lines beside it."""
    with tempfile.TemporaryDirectory() as folder:
        extra, output = Path(folder, "more.txt"), Path(folder, "locked.txt")
        extra.write_text(more, encoding="utf-8")
        subprocess.run([*command, str(extra), "--output-file", str(output)], check=True)
        return output.read_text(encoding="utf-8")


def _added(given: str, compiled: str) -> dict[str, str]:
    """Returns the requirements of the file, by name, that the group does not bring."""
    found = _requirements(given)
    return {name: found[name] for name in found.keys() - _requirements(compiled).keys()}


def _requirements(text: str) -> dict[str, str]:
    lines = text.replace("\\\n", " ").splitlines()
    wanted = [line.partition(HASH)[0].partition(" #")[0].strip() for line in lines]
    named = [(NAME.match(line), line) for line in wanted]
    return {match.group().lower().replace("_", "-"): line for match, line in named if match}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
