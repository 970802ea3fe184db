from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app_runtime import AppError, describe

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from app_runtime import AppEnvironment

CODE = """
import os
import azure.functions as func
from fastapi import FastAPI
print("imported")
app = func.AsgiFunctionApp(app=FastAPI(title=os.environ["SHOP"]))
"""


pytestmark = pytest.mark.usefixtures("cache")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "code"
    folder.mkdir()
    (folder / "host.json").write_text('{"version": "2.0"}')
    (folder / "function_app.py").write_text(CODE)
    return folder


def test_the_settings_are_there_while_the_code_is_imported(
    folder: Path,
    environment: AppEnvironment,
    measured: Mapping[str, str],
    capfd: pytest.CaptureFixture[str],
) -> None:
    found = describe(folder, environment, {**measured, "SHOP": "north"})
    assert (found["openapi"]["info"]["title"], capfd.readouterr().err) == ("north", "imported\n")


def test_what_is_wrong_with_the_code_is_said(
    folder: Path, environment: AppEnvironment, measured: Mapping[str, str]
) -> None:
    with pytest.raises(AppError) as caught:
        describe(folder, environment, measured)
    lines = str(caught.value).splitlines()
    assert [*lines[:5], lines[-1]] == [
        f"the code in {folder} can't be loaded. Correct it:",
        "Traceback (most recent call last):",
        f'  File "{folder}/function_app.py", line 6, in <module>',
        '    app = func.AsgiFunctionApp(app=FastAPI(title=os.environ["SHOP"]))',
        "                                                 ~~~~~~~~~~^^^^^^^^",
        "KeyError: 'SHOP'",
    ]
