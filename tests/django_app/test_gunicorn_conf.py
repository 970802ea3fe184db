from __future__ import annotations

import runpy
from typing import TYPE_CHECKING, Any

import django.core.management
import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment without anything that App Service or a person might set."""
    for name in ("PORT", "WEBSITE_INSTANCE_ID", "WEB_CONCURRENCY"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def configuration(django_app: Path) -> dict[str, Any]:
    return runpy.run_path(str(django_app / "gunicorn.conf.py"))


@pytest.mark.parametrize(
    ("variables", "bind"),
    [
        ({}, "127.0.0.1:8000"),
        ({"PORT": "8123"}, "127.0.0.1:8123"),
        ({"PORT": "8000", "WEBSITE_INSTANCE_ID": "a1"}, "0.0.0.0:8000"),
    ],
)
def test_only_app_service_gets_a_listener_for_others(
    variables: dict[str, str], bind: str, bare: pytest.MonkeyPatch, django_app: Path
) -> None:
    for name, value in variables.items():
        bare.setenv(name, value)
    assert configuration(django_app)["bind"] == bind


@pytest.mark.parametrize(("count", "workers"), [("7", 7), (None, None)])
def test_the_number_of_workers_can_be_said(
    count: str | None, workers: int | None, bare: pytest.MonkeyPatch, django_app: Path
) -> None:
    if count:
        bare.setenv("WEB_CONCURRENCY", count)
    found = configuration(django_app)["workers"]
    assert found == (workers or found)
    assert 1 <= found <= 7


def test_the_database_is_prepared_before_the_first_request(
    bare: pytest.MonkeyPatch, django_app: Path
) -> None:
    calls: list[list[str]] = []
    bare.setattr(django.core.management, "execute_from_command_line", calls.append)
    loaded = configuration(django_app)
    loaded["_prepare"]()
    loaded["on_starting"](None)
    assert calls == [["manage.py", "prepare"]]  # the second call was made in another process


def test_a_site_that_cannot_be_prepared_does_not_start(
    bare: pytest.MonkeyPatch, django_app: Path
) -> None:
    def fail(_: list[str]) -> None:
        raise SystemExit(1)

    bare.setattr(django.core.management, "execute_from_command_line", fail)
    with pytest.raises(SystemExit, match="could not be prepared"):
        configuration(django_app)["on_starting"](None)
