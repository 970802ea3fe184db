from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.reachable import reachable_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def data() -> Iterator[Path]:
    """A folder below one that every account can reach, unlike pytest's own."""
    with reachable_folder() as folder:
        yield folder / "data"


@pytest.fixture(scope="module")
def kept_data() -> Iterator[Path]:
    """Such a folder for all tests of a module, which find there what an earlier one has made."""
    with reachable_folder() as folder:
        yield folder / "data"
