"""Which startup commands can be run without opening the site to others."""

from __future__ import annotations

from pathlib import Path

import pytest

from gatehouse.declared.site import Site
from gatehouse.errors import LocalError
from gatehouse.hosts.web.startup_command import check_startup_command


def site(command: str, **settings: str) -> Site:
    return Site(
        name="app-dev",
        host_name="app-dev.azurewebsites.net",
        is_function_app=False,
        source=Path(),
        startup_command=command,
        health_check_path="",
        settings=settings,
    )


@pytest.mark.parametrize(
    "command",
    [
        "gunicorn app:app",
        "gunicorn --workers $WEB_CONCURRENCY --backlog 10 'app:create_app(\"a && b\")'",
        "gunicorn app:app # the only app",
    ],
)
def test_gunicorn_with_any_other_option_is_fine(command: str) -> None:
    check_startup_command(site(command))


@pytest.mark.parametrize(
    "command",
    [
        "",
        "python -m waitress app:app",
        "gunicorn --bind=0.0.0.0 app:app",
        "gunicorn --bind 0.0.0.0 app:app",
        "gunicorn -b 0.0.0.0 app:app",
        "gunicorn -b0.0.0.0 app:app",
        "gunicorn app:app && rm -rf .",
        "gunicorn app:app;ls",
        "gunicorn 'app:app",
    ],
)
def test_what_would_open_a_socket_of_its_own_is_refused(command: str) -> None:
    with pytest.raises(LocalError) as caught:
        check_startup_command(site(command))
    assert str(caught.value) == (
        f"the site app-dev is started by {command!r}; allowed here is `gunicorn`, the app and "
        "options other than --bind: the local run hands gunicorn a socket that only this machine "
        "reaches. Leave --bind out: on App Service gunicorn listens where it should by itself"
    )


def test_options_in_the_settings_count_as_well() -> None:
    check_startup_command(site("gunicorn app:app", GUNICORN_CMD_ARGS="--threads 4"))
    with pytest.raises(LocalError, match="with GUNICORN_CMD_ARGS; allowed"):
        check_startup_command(site("gunicorn app:app", GUNICORN_CMD_ARGS="--bind=0.0.0.0"))
