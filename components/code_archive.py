"""A folder of code as a zip whose bytes depend on nothing but the code."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from components.errors import ComponentError

if TYPE_CHECKING:
    from pathlib import Path

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold; a file's own time says nothing about its content."""
LEFT_OUT_FOLDERS = frozenset(
    {"__pycache__", ".venv", ".mypy_cache", ".pytest_cache", ".ruff_cache", "staticfiles"}
)
LEFT_OUT_FILES = frozenset(
    {".DS_Store", ".env", ".funcignore", "local.settings.json", "local.settings.json.example"}
)


@dataclass(frozen=True, slots=True)
class CodeArchive:
    """A zip and the SHA-256 of its bytes."""

    path: Path
    sha: str


def archive(source: Path, folder: Path) -> CodeArchive:
    """Writes the zip of the source folder into the folder, once for every content.

    Raises ComponentError when there is no code.
    """
    files = code_files(source)
    if not files:
        raise ComponentError(
            f"{source} holds no code to release; allowed is a folder with the app's files; "
            "check the path that the component is given"
        )
    content = zipped(source, files)
    sha = hashlib.sha256(content).hexdigest()
    path = folder / f"{source.name}-{sha[:16]}.zip"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{id(content)}.part")
        partial.write_bytes(content)
        partial.replace(path)
    return CodeArchive(path, sha)


def code_files(source: Path) -> list[Path]:
    """Returns the files that belong to the app, in an order that no machine changes."""
    return sorted(
        (path for path in source.rglob("*") if path.is_file() and _belongs(path, source)),
        key=lambda path: path.relative_to(source).as_posix(),
    )


def zipped(source: Path, files: list[Path]) -> bytes:
    """Returns the zip's bytes; stored, since compressed bytes differ from zlib to zlib."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as zip_file:
        for path in files:
            info = zipfile.ZipInfo(path.relative_to(source).as_posix(), EPOCH)
            info.create_system = 3
            info.external_attr = 0o100644 << 16
            zip_file.writestr(info, path.read_bytes())
    return content.getvalue()


def _belongs(path: Path, source: Path) -> bool:
    parts = path.relative_to(source).parts
    return (
        LEFT_OUT_FOLDERS.isdisjoint(parts)
        and path.name not in LEFT_OUT_FILES
        and path.suffix != ".pyc"
    )
