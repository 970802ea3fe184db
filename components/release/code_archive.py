"""A folder of code as a zip whose bytes depend on nothing but the code.

Example: the same commit, checked out on a laptop and by a job on GitHub, gives
`.local/releases/django_app-9b20….zip` with the same bytes. So a preview on the one shows no change
for what the other has deployed. Times, rights and the order of a folder's listing would differ.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from components.errors import ComponentError
from components.release.code_files import code_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold; a file's own time says nothing about its content."""
UNIX = 3
FILE, PROGRAM = 0o100644, 0o100755
"""The two modes; the content decides between them, since Windows keeps no modes."""
RELEASE_FILE = "release.txt"
"""Holds the digest of all other files, so that the app can say which release it is."""


@dataclass(frozen=True, slots=True)
class CodeArchive:
    """A zip of code."""

    path: Path
    sha: str
    """SHA-256 of its files with their names; 64 hexadecimal digits, as in its `release.txt`."""


def archive(source: Path, folder: Path) -> CodeArchive:
    """Writes the zip of the source folder into the folder, once for every content.

    Raises ComponentError when there is no code, when the code has a `release.txt` of its own, and
    where `code_files` does.
    """
    files = code_files(source) if source.is_dir() else {}
    _refuse(source, files)
    code = {path: file.read_bytes() for path, file in files.items()}
    # Of all files but `release.txt`, which holds the digest itself.
    sha = hashlib.sha256(zipped(code)).hexdigest()
    path = folder / f"{source.name}-{sha[:16]}.zip"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        # Two evaluations at a time, such as those of a plan, write a part each; the one that is
        # renamed last wins, with the same bytes.
        partial = path.with_suffix(f".{id(code)}.part")
        partial.write_bytes(zipped({**code, RELEASE_FILE: sha.encode()}))
        partial.replace(path)
    return CodeArchive(path, sha)


def zipped(code: Mapping[str, bytes]) -> bytes:
    """Returns the zip's bytes; stored, since compressed bytes differ from zlib to zlib."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as zip_file:
        for path, written in code.items():
            info = zipfile.ZipInfo(path, EPOCH)
            info.create_system = UNIX
            info.external_attr = (PROGRAM if written.startswith(b"#!") else FILE) << 16
            zip_file.writestr(info, written)
    return content.getvalue()


def _refuse(source: Path, files: Mapping[str, Path]) -> None:
    if not files:
        raise ComponentError(
            f"{source} holds no code to release; allowed is a folder with the app's files; "
            "check the path that the component is given"
        )
    if RELEASE_FILE in files:
        raise ComponentError(
            f"{source} holds a {RELEASE_FILE}; allowed is any other name, since a release gets a "
            "file of that name with its digest; rename the file or leave it out by .deployignore"
        )
