"""What a person reads when everything runs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gatehouse.laptop import banner
from gatehouse.laptop.endpoints import Endpoints

if TYPE_CHECKING:
    import pytest

RUNNING = Endpoints(
    gateway="http://localhost:8080",
    docs="http://localhost:8080/public/docs",
    openapi="http://localhost:8080/public/openapi.json",
    api="http://localhost:8080/api",
    sample="http://localhost:8080/api/generate_name",
    function="http://localhost:7071",
    subscription_key="sub",
    function_key="fun",
    web="http://localhost:8000",
    admin="http://localhost:8000/admin-x1/",
    postgres="postgresql://web:s3cret@127.0.0.1:5432/quizzes",
    admin_user="admin",
    admin_password="boss",
)


def test_every_url_is_printed() -> None:
    text = banner.text(RUNNING, colour=False)
    for url in (RUNNING.docs, RUNNING.api, RUNNING.function, RUNNING.web):
        assert url
        assert url in text


def test_each_app_that_listens_for_a_debugger_has_its_line() -> None:
    running = replace(RUNNING, debug={"web": "127.0.0.1:5678"})
    assert "  Debugger       127.0.0.1:5678  (web)\n" in banner.text(running, colour=False)


def test_the_admin_is_printed_with_who_may_enter() -> None:
    line = "  Web admin      http://localhost:8000/admin-x1/  (admin / boss)\n"
    assert line in banner.text(RUNNING, colour=False)


def test_the_database_is_printed_without_its_password() -> None:
    text = banner.text(RUNNING, colour=False)
    assert "  PostgreSQL     postgresql://127.0.0.1:5432/quizzes\n" in text
    assert "s3cret" not in text


def test_each_of_several_has_its_line() -> None:
    several = replace(
        RUNNING,
        apps={
            "web": "http://localhost:8000",
            "flask_app": "http://localhost:8001",
            "function": "http://localhost:7071",
            "orders": "http://localhost:7072",
        },
        function_keys={"function": "k1", "orders": "k2"},
        apis={
            "simple-fastapi-api": "http://localhost:8080/api",
            "public-docs": "http://localhost:8080/public",
            "orders-api": "http://localhost:8080/orders",
        },
        databases={
            "quizzes": "postgresql://web:s3cret@127.0.0.1:5432/quizzes",
            "shop": "postgresql://web:s3cret@127.0.0.1:5432/shop",
        },
    )
    assert banner.text(several, colour=False).partition("\n\n")[0].splitlines()[2:] == [
        "  API docs       http://localhost:8080/public/docs",
        "  API            http://localhost:8080/api/  (subscription key needed)",
        "  API            http://localhost:8080/orders/  (orders-api)",
        "  Function host  http://localhost:7071/  (function key needed)",
        "  Function host  http://localhost:7072/  (orders)",
        "  Web site       http://localhost:8000/",
        "  Web site       http://localhost:8001/  (flask_app)",
        "  Web admin      http://localhost:8000/admin-x1/  (admin / boss)",
        "  PostgreSQL     postgresql://127.0.0.1:5432/quizzes",
        "  PostgreSQL     postgresql://127.0.0.1:5432/shop",
    ]


def test_settings_of_this_machine_alone_are_named() -> None:
    running = replace(RUNNING, overridden={"web": ["DEBUG", "EMAIL_HOST"]})
    line = "  Set here only  web: DEBUG, EMAIL_HOST\n"
    assert line in banner.text(running, colour=False)


def test_what_does_not_run_is_not_printed() -> None:
    assert banner.text(Endpoints(web="http://localhost:8000"), colour=False) == (
        "\nGatehouse runs on this machine.\n"
        "  Web site       http://localhost:8000/\n"
        "\nSave a file and the next request runs it. Ctrl-C stops everything.\n"
    )


def test_the_curl_command_carries_the_key() -> None:
    assert (
        "  curl -H 'Ocp-Apim-Subscription-Key: sub' http://localhost:8080/api/generate_name\n"
        in banner.text(RUNNING, colour=False)
    )


def test_a_terminal_gets_bold_urls_and_a_file_does_not() -> None:
    assert f"\033[1m{RUNNING.docs}\033[0m" in banner.text(RUNNING, colour=True)
    assert "\033" not in banner.text(RUNNING, colour=False)


def test_a_pipe_gets_the_lines_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    banner.show(RUNNING)
    assert capsys.readouterr().out == banner.text(RUNNING, colour=False) + "\n"
