from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.reachable import reachable_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def postgres_folder() -> Iterator[Path]:
    """A data folder below one that every account can reach, unlike pytest's own.

    A module's tests share what is in it, which takes seconds to make; no module finds another's.
    """
    with reachable_folder() as folder:
        yield folder / "postgres"
