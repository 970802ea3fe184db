"""What an app's folder says that it needs, in the files that Azure's build reads.

https://learn.microsoft.com/azure/app-service/configure-language-python#customize-build-automation
https://learn.microsoft.com/azure/azure-functions/functions-reference-python#package-management
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app_runtime.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REQUIREMENTS, PROJECT, LOCK = "requirements.txt", "pyproject.toml", "uv.lock"
HASH = "--hash="
# `-r other.txt`, `--constraint=limits.txt`: their contents count as the file's own.
NESTED = re.compile(
    r"^\s*(?:-r|-c|--requirement|--constraint)(?:\s+|=)(?P<file>[^\s#]+)", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Requirements:
    """The file that lists an app's packages, and everything that it reads."""

    file: Path
    """`requirements.txt`, or `uv.lock` beside a `pyproject.toml`."""
    content: bytes
    """All that decides which packages are installed."""

    @property
    def note(self) -> str:
        """One line when pip would refuse the file that uv takes; else empty.

        Once a line has hashes, pip wants all lines to have some:
        https://pip.pypa.io/en/stable/topics/secure-installs/#hash-checking-mode
        """
        bare = [] if self.is_lock else bare_lines(self.content.decode())
        if not bare:
            return ""
        return (
            f"{self.file}: {', '.join(bare)} without a hash beside lines that have some; pip in "
            "Azure refuses that; `make lock` adds the hashes"
        )

    @property
    def is_lock(self) -> bool:
        """Whether uv's lock lists the packages, not pip's file."""
        return self.file.name == LOCK


def bare_lines(text: str) -> list[str]:
    """Returns the requirements without a hash, in a text where others have some; else nothing."""
    lines = text.replace("\\\n", " ").splitlines()
    wanted = [line.strip() for line in lines if line.strip() and line.lstrip()[0] not in "#-"]
    bare = [line.partition(" #")[0].strip() for line in wanted if HASH not in line]
    return bare if len(bare) < len(wanted) else []


def read_requirements(folder: Path) -> Requirements:
    """Returns what the folder says; `requirements.txt` wins, as in Azure.

    Raises AppError for a folder that names no packages: Azure would install nothing.
    """
    plain, project, lock = (folder / name for name in (REQUIREMENTS, PROJECT, LOCK))
    if plain.is_file():
        return Requirements(plain, b"".join(_with_nested(plain, set())))
    if project.is_file() and lock.is_file():
        return Requirements(lock, project.read_bytes() + lock.read_bytes())
    remedy = (
        f"run `uv lock` there, or `uv export --no-dev --output-file {REQUIREMENTS}`"
        if project.is_file()
        else f"list the app's packages in {plain}; an empty file says that it needs none"
    )
    raise AppError(
        f"{folder} has no {REQUIREMENTS}; allowed is that file, or {PROJECT} with {LOCK}, since "
        f"Azure installs nothing else; {remedy}"
    )


def _with_nested(file: Path, seen: set[Path]) -> Iterator[bytes]:
    if file in seen:  # pip takes files that name each other
        return
    seen.add(file)
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise AppError(
            f"{file} can't be read ({error}); needed is a text file in UTF-8; correct the file, or "
            "the line that names it"
        ) from None
    yield text.encode()
    for found in NESTED.finditer(text):
        yield from _with_nested(file.parent / found["file"], seen)
