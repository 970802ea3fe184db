from __future__ import annotations

import pytest

from gatehouse.hosts.functions.keys import FunctionKeys


@pytest.fixture
def keys() -> FunctionKeys:
    return FunctionKeys(function="function-key", master="master-key")


@pytest.fixture
def reports() -> list[str]:
    """The lines that a host says."""
    return []
