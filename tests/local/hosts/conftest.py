from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def postgres_folder() -> Iterator[Path]:
    """A data folder below one that every account can reach, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="gatehouse-test-"))
    folder.chmod(0o711)
    yield folder / "postgres"
    shutil.rmtree(folder)
