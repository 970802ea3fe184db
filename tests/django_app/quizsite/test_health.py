from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory, override_settings

from quizsite import health
from quizsite.health import HealthMiddleware

if TYPE_CHECKING:
    from collections.abc import Iterator

PROBE = {"host": "169.254.130.4:8000"}


@pytest.fixture
def middleware(site: None) -> Iterator[HealthMiddleware]:  # noqa: ARG001 - is there before
    made = HealthMiddleware(lambda _: HttpResponse("a page"))
    yield made
    made.executor.submit(lambda: connection.close()).result()  # noqa: PLW0108 - its thread's own
    made.executor.shutdown()


def probe(middleware: HealthMiddleware) -> tuple[int, str]:
    response = middleware(RequestFactory(headers=PROBE).get("/healthz"))
    if not isinstance(response, HttpResponse):
        raise TypeError
    return response.status_code, response.text


@override_settings(SECURE_SSL_REDIRECT=True, ALLOWED_HOSTS=["quiz.example.com"])
def test_a_probe_by_address_and_plain_http_is_answered(middleware: HealthMiddleware) -> None:
    assert probe(middleware) == (200, "ok")


def test_it_stands_before_everything_that_might_refuse_the_probe() -> None:
    from django.conf import settings  # noqa: PLC0415 - the settings are the subject here

    assert settings.MIDDLEWARE[:2] == [
        "quizsite.release.ReleaseMiddleware",
        "quizsite.health.HealthMiddleware",
    ]


def test_the_answer_is_never_an_old_one(middleware: HealthMiddleware) -> None:
    response = middleware(RequestFactory().get("/healthz"))
    assert response.headers["Cache-Control"] == "no-store"


def test_other_pages_are_left_alone(middleware: HealthMiddleware) -> None:
    response = middleware(RequestFactory().get("/healthz/more"))
    assert getattr(response, "content", None) == b"a page"


def test_a_database_that_is_gone_is_503_until_it_is_back(
    middleware: HealthMiddleware, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as gone:
        gone.setitem(connection.settings_dict, "PORT", 1)
        assert probe(middleware) == (503, "the database does not answer")
    assert probe(middleware) == (200, "ok")


def test_a_connection_that_was_cut_is_replaced(middleware: HealthMiddleware) -> None:
    assert probe(middleware) == (200, "ok")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE pid <> pg_backend_pid() AND usename = current_user"
        )
    assert probe(middleware) == (200, "ok")


def test_a_database_that_hangs_is_503_in_time(
    middleware: HealthMiddleware, monkeypatch: pytest.MonkeyPatch
) -> None:
    released = threading.Event()
    monkeypatch.setattr(health, "SECONDS", 0.05)
    with monkeypatch.context() as hung:
        hung.setattr(health, "_ask", released.wait)
        assert [probe(middleware), probe(middleware)] == [
            (503, "the database does not answer"),
            (503, "the database does not answer"),
        ]
    released.set()
    monkeypatch.setattr(health, "SECONDS", 30.0)
    assert probe(middleware) == (200, "ok")
