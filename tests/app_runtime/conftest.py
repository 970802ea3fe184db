"""The tests' own environment, as one that an app may run in, and a cache of its own."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app_runtime import AppEnvironment

if TYPE_CHECKING:
    from collections.abc import Mapping


@pytest.fixture
def environment() -> AppEnvironment:
    """The environment of the tests: it has FastAPI, Flask and azure-functions."""
    return AppEnvironment(Path(sys.executable), platform.python_version(), "")


@pytest.fixture
def measured() -> Mapping[str, str]:
    """Settings by which the coverage of an app's process is measured, too."""
    return {name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")}


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "gatehouse"
