from __future__ import annotations

import platform
import subprocess
from typing import TYPE_CHECKING

import pytest
from uv import find_uv_bin

from app_runtime import AppError, make_environment

if TYPE_CHECKING:
    from pathlib import Path

    from app_runtime import AppEnvironment

OWN = ".".join(platform.python_version_tuple()[:2])
PROJECT = """
[project]
name = "app"
version = "1"
requires-python = ">=3.11"
dependencies = ["itsdangerous==2.2.0"]
"""


def _can_import(environment: AppEnvironment, module: str) -> bool:
    command = [str(environment.python), "-I", "-c", f"import {module}"]
    return subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode == 0


@pytest.fixture
def app(tmp_path: Path, cache: Path) -> Path:
    assert not cache.exists()
    folder = tmp_path / "app"
    folder.mkdir()
    return folder


def test_an_app_has_its_own_packages_and_no_others(app: Path) -> None:
    (app / "requirements.txt").write_text("itsdangerous==2.2.0\n")
    environment = make_environment(app, OWN)
    assert [_can_import(environment, name) for name in ("itsdangerous", "pulumi")] == [True, False]
    assert (environment.note, environment.bin) == ("", environment.python.parent)


def test_a_second_time_nothing_is_installed(app: Path) -> None:
    (app / "requirements.txt").write_text("itsdangerous==2.2.0\n")
    reports: list[str] = []
    first, second = (make_environment(app, OWN, report=reports.append) for _ in range(2))
    assert (first == second, reports) == (
        True,
        [f"installing the packages of {app}/requirements.txt for {platform.python_version()}"],
    )


def test_an_edit_leads_to_another_environment(app: Path) -> None:
    (app / "requirements.txt").write_text("itsdangerous==2.2.0\n")
    first = make_environment(app, OWN)
    (app / "requirements.txt").write_text("itsdangerous==2.2.0\nmarkupsafe==3.0.3\n")
    second = make_environment(app, OWN)
    assert [_can_import(one, "markupsafe") for one in (first, second)] == [False, True]


def test_what_azure_brings_is_there_unless_the_app_lists_it(app: Path) -> None:
    (app / "requirements.txt").write_text("itsdangerous==2.1.2\n")
    provided = ["itsdangerous>=2", "markupsafe>=3"]
    environment = make_environment(app, OWN, provided=provided)
    found = sorted(one.name for one in environment.python.parents[1].glob("lib/*/*/*.dist-info"))
    assert [name.partition("-")[0] for name in found] == ["itsdangerous", "markupsafe"]
    assert found[0] == "itsdangerous-2.1.2.dist-info"


def test_a_project_is_installed_by_its_lock(app: Path) -> None:
    (app / "pyproject.toml").write_text(PROJECT)
    subprocess.run([find_uv_bin(), "lock", "--quiet", "--system-certs"], cwd=app, check=True)
    environment = make_environment(app, OWN)
    assert _can_import(environment, "itsdangerous")


def test_packages_that_do_not_exist_are_refused_in_uvs_words(app: Path) -> None:
    (app / "requirements.txt").write_text("itsdangerous==999\n")
    with pytest.raises(AppError) as caught:
        make_environment(app, OWN)
    assert str(caught.value).startswith(
        f"the packages of {app}/requirements.txt can't be installed; allowed are packages that"
    )
    assert "no version of itsdangerous==999" in str(caught.value)


def test_an_installation_that_was_interrupted_is_begun_anew(app: Path, cache: Path) -> None:
    (app / "requirements.txt").write_text("itsdangerous==999\n")
    with pytest.raises(AppError):
        make_environment(app, OWN)
    [half] = [one for one in (cache / "environments").iterdir() if one.is_dir()]
    assert not (half / ".complete").exists()
    with pytest.raises(AppError):
        make_environment(app, OWN)
