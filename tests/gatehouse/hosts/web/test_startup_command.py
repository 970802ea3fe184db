from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gatehouse.declared.site import Site
from gatehouse.errors import LocalError
from gatehouse.hosts.web.startup_command import shell_arguments, startup_command

if TYPE_CHECKING:
    from pathlib import Path

FLASK = "gunicorn --bind=0.0.0.0 --timeout 600"


def site(folder: Path, command: str) -> Site:
    return Site(
        name="app-dev",
        host_name="app-dev.azurewebsites.net",
        is_function_app=False,
        source=folder,
        startup_command=command,
        health_check_path="",
        settings={},
    )


@pytest.mark.parametrize(
    ("files", "command", "expected"),
    [
        ({}, "gunicorn app:app", "gunicorn app:app"),
        ({"app.py": ""}, " uvicorn app:app\n", "uvicorn app:app"),
        ({"shop/wsgi.py": "", "app.py": ""}, "", f"{FLASK} shop.wsgi"),
        ({"application.py": "", "app.py": ""}, "", f"{FLASK} application:app"),
        ({"app.py": ""}, "", f"{FLASK} app:app"),
        ({"startup.sh": "gunicorn app:app"}, "startup.sh", "/bin/sh startup.sh"),
        ({"run me": "#! /bin/bash -e\n"}, "run me", "/bin/bash -e 'run me'"),
        ({}, "x" * 5000, "x" * 5000),
    ],
)
def test_a_command_is_what_app_service_makes_of_it(
    tmp_path: Path, files: dict[str, str], command: str, expected: str
) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    assert startup_command(site(tmp_path, command)) == expected


@pytest.mark.parametrize(
    ("script", "command", "expected"),
    [
        ("", "gunicorn --chdir=/home/site/wwwroot app:app", "gunicorn --chdir={} app:app"),
        ("cd /home/site/wwwroot", "startup.sh", "/bin/sh -c 'cd {}' startup.sh"),
        ("cd /home/site/wwwroot", "bash -e startup.sh", "bash -e -c 'cd {}' startup.sh"),
        ("cd .", "bash startup.sh", "bash startup.sh"),
        ("", "bash missing.sh", "bash missing.sh"),
    ],
)
def test_app_services_folder_is_this_one(
    tmp_path: Path, script: str, command: str, expected: str
) -> None:
    (tmp_path / "startup.sh").write_text(script)
    assert startup_command(site(tmp_path, command)) == expected.replace("{}", str(tmp_path))


def test_an_app_that_app_service_does_not_know_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LocalError, match=r"has no startup command, .* Declare the command"):
        startup_command(site(tmp_path, ""))


@pytest.mark.parametrize(
    "command",
    [
        "gunicorn app:app",
        "gunicorn --workers $WEB_CONCURRENCY 'app:create_app(\"a && b\")'",
        "./start --fast",
    ],
)
def test_one_program_takes_the_shells_place(command: str) -> None:
    assert shell_arguments(command) == ["/bin/sh", "-c", f"exec {command}"]


@pytest.mark.parametrize(
    "command",
    ["a && b", "a; b", "a | b", "a\nb", "cd a", "A=1 b", "(a)", "'a", ". ./x", "exec a", "a > b"],
)
def test_for_more_than_one_the_shell_stays(command: str) -> None:
    [shell, option, script] = shell_arguments(command)
    assert (shell, option) == ("/bin/sh", "-c")
    assert script.splitlines()[-1] == "wait $!"
    assert f"{{\n{command}\n}} &\n" in script
