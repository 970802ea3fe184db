from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app_runtime import AppError, describe
from app_runtime.functions import inquiry

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from app_runtime import AppEnvironment

CODE = """
import azure.functions as func
app = func.FunctionApp()
with open("../imports", "a") as imports:
    imports.write("import ")
"""


@pytest.fixture
def folder(tmp_path: Path, cache: Path) -> Path:
    assert not cache.exists()
    folder = tmp_path / "code"
    folder.mkdir()
    (folder / "host.json").write_text('{"version": "2.0"}')
    (folder / "function_app.py").write_text(CODE)
    return folder


def test_the_same_code_with_the_same_settings_is_imported_once(
    folder: Path, environment: AppEnvironment, measured: Mapping[str, str]
) -> None:
    one, two = (describe(folder, environment, measured) for _ in range(2))
    describe(folder, environment, {**measured, "SHOP": "north"})
    assert (one, (folder.parent / "imports").read_text()) == (two, "import import ")


def test_code_that_ends_python_is_refused(
    folder: Path, environment: AppEnvironment, measured: Mapping[str, str]
) -> None:
    (folder / "function_app.py").write_text("import os\nos.abort()")
    with pytest.raises(AppError, match=r"the code in .*/code ended Python"):
        describe(folder, environment, measured)


def test_an_import_that_does_not_end_is_ended(
    folder: Path,
    environment: AppEnvironment,
    measured: Mapping[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(inquiry, "TIMEOUT_SECONDS", 1)
    (folder / "function_app.py").write_text("import time\ntime.sleep(60)")
    with pytest.raises(AppError, match="was still being imported after 1 s"):
        describe(folder, environment, measured)
