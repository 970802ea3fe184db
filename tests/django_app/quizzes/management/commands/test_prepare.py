from __future__ import annotations

import subprocess
import sys
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone

from quizzes.management.commands import prepare
from quizzes.models import Quiz

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

EVERYTHING = {
    "collected the static files",
    "applied the migrations",
    "created the first administrator",
    "loaded the seed data",
}


def start(variables: dict[str, str], django_app: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "manage.py", "prepare"],
        cwd=django_app,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_two_instances_that_start_together_prepare_once(
    empty_database: Callable[[], dict[str, str]], django_app: Path
) -> None:
    variables = {
        **empty_database(),
        "DJANGO_SUPERUSER_PASSWORD": "a password",
        "LOAD_SEED_DATA": "true",
    }
    instances = [start(variables, django_app) for _ in range(2)]
    said = sorted(instance.communicate()[0] for instance in instances)
    assert [instance.returncode for instance in instances] == [0, 0]
    steps = "".join(said).replace("prepare: ", "").splitlines()
    # Another test may have collected the static files, which are the same for all databases.
    assert sorted({*steps, "collected the static files"}) == sorted(EVERYTHING)
    assert len(steps) == len(set(steps))
    host, port = variables["DBHOST"], variables["DBPORT"]
    with psycopg.connect(
        host=host, port=port, dbname=variables["DBNAME"], user="web", password="secret"
    ) as connection:
        admins = connection.execute("SELECT username FROM auth_user WHERE is_superuser").fetchall()
        quizzes = connection.execute("SELECT count(*) FROM quizzes_quiz").fetchone()
    assert (admins, quizzes) == ([("admin",)], (4,))


@pytest.fixture
def run(database: None, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:  # noqa: ARG001
    """Runs the command in this process with fields of the environment changed."""
    # The lock's end closes the connection, which would end the test's transaction.
    monkeypatch.setattr(prepare, "database_lock", nullcontext)
    monkeypatch.setattr(prepare, "collect_static_files", lambda: False)

    def run(**changed: Any) -> list[str]:
        environment = replace(settings.ENVIRONMENT, **changed)
        monkeypatch.setattr(settings, "ENVIRONMENT", environment)
        output = StringIO()
        call_command("prepare", stdout=output)
        return output.getvalue().splitlines()

    return run


def test_nothing_is_said_when_there_is_nothing_to_do(run: Callable[..., list[str]]) -> None:
    assert run() == []


def test_the_first_administrator_is_created_once_and_keeps_a_changed_password(
    run: Callable[..., list[str]],
) -> None:
    first = run(admin_name="ada", admin_password="first")
    user = User.objects.get(username="ada")
    again = run(admin_name="ada", admin_password="second")
    assert (first, again) == (["prepare: created the first administrator"], [])
    assert user.is_superuser is True
    assert User.objects.get(username="ada").check_password("first") is True


def test_without_a_password_nobody_is_created(run: Callable[..., list[str]]) -> None:
    run(admin_name="ada", admin_password="")
    assert User.objects.count() == 0


def test_seed_data_are_loaded_into_a_database_without_quizzes(
    run: Callable[..., list[str]],
) -> None:
    assert run(load_seed_data=True) == ["prepare: loaded the seed data"]
    assert run(load_seed_data=True) == []
    assert Quiz.objects.count() >= 3


def test_sessions_that_are_over_are_cleared_and_others_kept(run: Callable[..., list[str]]) -> None:
    for key, hours in (("over", -1), ("goes on", 1)):
        until = timezone.now() + timedelta(hours=hours)
        Session.objects.create(session_key=key, session_data="", expire_date=until)
    assert run() == ["prepare: cleared the sessions that are over"]
    assert [one.session_key for one in Session.objects.all()] == ["goes on"]
    assert run() == []


def test_quizzes_that_are_there_are_left_alone(run: Callable[..., list[str]]) -> None:
    Quiz.objects.create(name="Mine")
    assert run(load_seed_data=True) == []


def test_a_reference_that_key_vault_did_not_resolve_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reference = "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/x/)"
    monkeypatch.setenv("SECRET_KEY", reference)
    monkeypatch.setenv("DBPASS", reference)
    with pytest.raises(CommandError, match=r"did not give out DBPASS, SECRET_KEY\."):
        call_command("prepare")
