from __future__ import annotations

import platform
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gatehouse.errors import LocalError
from gatehouse.hosts.functions.workers import Workers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

SAMPLE = Path(__file__).parents[4] / "function_app"
VERSION = ".".join(platform.python_version_tuple()[:2])
CODE = """
import azure.functions as func
app = func.FunctionApp()
@app.route()
def hello(req: func.HttpRequest) -> str: return "hello"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "host.json").write_text('{"version": "2.0"}')
    (tmp_path / "function_app.py").write_text(CODE)
    (tmp_path / "requirements.txt").write_bytes((SAMPLE / "requirements.txt").read_bytes())
    return tmp_path


@pytest.fixture
def reports() -> list[str]:
    return []


@pytest.fixture
async def workers(folder: Path, reports: list[str]) -> AsyncIterator[Workers]:
    workers = Workers(folder, VERSION, {}, reports.append)
    yield workers
    await workers.end()


async def test_the_second_worker_finds_the_packages_imported(
    workers: Workers, folder: Path, reports: list[str]
) -> None:
    await workers.new()
    (folder / "function_app.py").write_text(
        f"import sys\nprint('azure.functions' in sys.modules, flush=True)\n{CODE}"
    )
    await workers.new()
    await workers.end()
    assert reports == ["True"]


async def test_a_parent_that_its_packages_have_spoilt_makes_way(workers: Workers) -> None:
    await workers.new()
    parent = workers._parents[-1]
    parent._process.kill()  # it forks no more, as after a thread that a package has started
    await parent._process.wait()
    _, ready = await workers.new()
    assert (ready.description["functions"][0]["name"], len(workers._parents)) == ("hello", 2)
    await workers.new()
    assert len(workers._parents) == 2


async def test_code_that_ends_its_process_is_refused(workers: Workers, folder: Path) -> None:
    (folder / "function_app.py").write_text("import os\nos._exit(1)")
    with pytest.raises(LocalError, match="ended its process while it was loaded"):
        await workers.new()


async def test_a_folder_without_requirements_is_refused(workers: Workers, folder: Path) -> None:
    (folder / "requirements.txt").unlink()
    with pytest.raises(LocalError, match=r"has no requirements\.txt; allowed is that file"):
        await workers.new()


async def test_another_python_than_the_declared_one_is_reported_once(
    folder: Path, reports: list[str]
) -> None:
    workers = Workers(folder, "3.99", {}, reports.append)
    try:
        await workers.new()
        await workers.new()
    finally:
        await workers.end()
    assert [line[:24] for line in reports if "installing" not in line] == [
        "Python 3.99 is declared "
    ]
