from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import certifi
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PRODUCTION = {
    "SECRET_KEY": "jH3-eT8_kQ1.vN6,sB9;wL4:xC7!pR2?mZ5=dF0+gY8*aU3(oI6)",
    "WEBSITE_HOSTNAME": "quiz.azurewebsites.net",
    "DBSSL": "verify-full",
}
SHOW = """
import json, sys
from django.conf import settings
print(json.dumps([getattr(settings, name) for name in sys.argv[1:]]))
"""


def show(variables: dict[str, str], django_app: Path, *names: str) -> list[object]:
    environment = {**variables, "DJANGO_SETTINGS_MODULE": "quizsite.settings"}
    command = [sys.executable, "-c", SHOW, *names]
    shown = subprocess.check_output(command, cwd=django_app, env=environment)
    values: list[object] = json.loads(shown)
    return values


def test_djangos_own_check_for_deployment_finds_nothing(
    variables: Callable[[], dict[str, str]], django_app: Path
) -> None:
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    result = subprocess.run(
        command,
        cwd=django_app,
        env={**variables(), **PRODUCTION},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode, result.stdout, result.stderr) == (
        0,
        "System check identified no issues (0 silenced).\n",
        "",
    )


@pytest.mark.parametrize(
    ("changed", "https"), [(PRODUCTION, True), ({"WEBSITE_HOSTNAME": "127.0.0.1:8000"}, False)]
)
def test_https_is_asked_for_on_app_service_only(
    changed: dict[str, str],
    variables: Callable[[], dict[str, str]],
    django_app: Path,
    *,
    https: bool,
) -> None:
    names = ("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE")
    assert show({**variables(), **changed}, django_app, *names) == [https] * 3
    trusted = show({**variables(), **changed}, django_app, "SECURE_PROXY_SSL_HEADER")
    assert trusted == [["HTTP_X_FORWARDED_PROTO", "https"] if https else None]


@pytest.mark.parametrize(
    ("mode", "verified"), [("verify-full", True), ("verify-ca", True), ("disable", False)]
)
def test_the_database_is_verified_by_certificates_that_come_with_the_site(
    mode: str, variables: Callable[[], dict[str, str]], django_app: Path, *, verified: bool
) -> None:
    (databases,) = show({**variables(), "DBSSL": mode}, django_app, "DATABASES")
    assert isinstance(databases, dict)
    options = databases["default"]["OPTIONS"]
    assert options["sslmode"] == mode
    assert options.get("sslrootcert") == (certifi.where() if verified else None)


def test_log_lines_go_to_the_console_at_the_level_that_is_asked_for(
    variables: Callable[[], dict[str, str]], django_app: Path
) -> None:
    script = (
        "import django, logging; django.setup();"
        "logging.getLogger('quizsite').info('no'); logging.getLogger('django').warning('yes')"
    )
    environment = {
        **variables(),
        "LOG_LEVEL": "WARNING",
        "DJANGO_SETTINGS_MODULE": "quizsite.settings",
    }
    command = [sys.executable, "-c", script]
    result = subprocess.run(
        command, cwd=django_app, env=environment, capture_output=True, check=True
    )
    assert result.stderr == b"WARNING django: yes\n"
