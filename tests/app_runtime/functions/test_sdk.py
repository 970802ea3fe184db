from __future__ import annotations

import platform
from typing import TYPE_CHECKING

from app_runtime import function_environment

if TYPE_CHECKING:
    from pathlib import Path

OWN = ".".join(platform.python_version_tuple()[:2])


def test_an_app_that_lists_no_sdk_has_azures(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "requirements.txt").touch()
    environment = function_environment(tmp_path, OWN, print)
    assert cache in environment.python.parents
    assert list(environment.python.parents[1].glob("lib/*/*/azure/functions/__init__.py"))
