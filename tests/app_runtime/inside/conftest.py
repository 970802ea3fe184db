"""Code of a function app, loaded into this process, which afterwards is what it was."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from app_runtime.inside.gatehouse_worker.function_app import FunctionApp
from app_runtime.inside.gatehouse_worker.own_code import put_first

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Load = Callable[[str], FunctionApp]

START = """
import azure.functions as func
app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)
"""


@pytest.fixture
def _same_imports() -> Iterator[None]:
    """Brings back the path and the modules that the test found."""
    path, hooks, modules = list(sys.path), list(sys.path_hooks), dict(sys.modules)
    sys.modules.pop("function_app", None)
    yield
    sys.path[:], sys.path_hooks[:] = path, hooks
    sys.path_importer_cache.clear()
    for name in sys.modules.keys() - modules.keys():
        del sys.modules[name]
    sys.modules.update(modules)


@pytest.fixture
def load(tmp_path: Path, _same_imports: None) -> Load:
    """Loads function_app.py with the text, after a head that makes an `app`."""
    (tmp_path / "host.json").write_text('{"version": "2.0"}')

    def load_code(text: str) -> FunctionApp:
        (tmp_path / "function_app.py").write_text(text)
        put_first(tmp_path)
        return FunctionApp.load()

    return load_code
