"""The guest book over HTTP."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from guestbook.database import db
from guestbook.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from flask.testing import FlaskClient

ON_APP_SERVICE = {"WEBSITE_INSTANCE_ID": "one"}


def token(page: str) -> str:
    found = re.search(r'name="csrf_token" type="hidden" value="([^"]+)"', page)
    assert found
    return found[1]


def write(client: FlaskClient, **words: str) -> tuple[int, str]:
    """Sends the form as a browser does that has just opened the page."""
    given = {"csrf_token": token(client.get("/").text), **words}
    answer = client.post("/", data=given, follow_redirects=True)
    return answer.status_code, answer.text


def entries(client: FlaskClient) -> list[tuple[str, str]]:
    with client.application.app_context():
        return [(one.name, one.message) for one in db.session.query(Entry).order_by(Entry.id)]


def test_an_empty_book_invites(client: FlaskClient) -> None:
    page = client.get("/")
    assert (page.status_code, "Nobody has written yet." in page.text) == (200, True)


def test_an_entry_is_kept_and_shown_once_however_often_the_page_is_loaded(
    client: FlaskClient,
) -> None:
    status, page = write(client, name=" Ada ", message="Hello,\r\nworld <b>")
    assert status == 200
    assert "Thank you, Ada." in page
    assert "world &lt;b&gt;" in page
    assert "Thank you" not in client.get("/").text
    assert entries(client) == [("Ada", "Hello,\r\nworld <b>")]


def test_the_newest_entry_comes_first_and_old_ones_make_room(client: FlaskClient) -> None:
    with client.application.app_context():
        db.session.add_all(Entry(name="Ada", message=f"number {n}.") for n in range(60))
        db.session.commit()
    numbers = [int(n) for n in re.findall(r"number (\d+)\.", client.get("/").text)]
    assert numbers == [*range(59, 9, -1)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({}, ["Please tell us your name.", "Please write a message."]),
        ({"name": "  ", "message": "x"}, ["Please tell us your name."]),
        ({"name": "Ada", "message": "\0"}, ["Please write a message."]),
        ({"name": "A" * 61, "message": "x"}, ["Please write at most 60 characters."]),
        ({"name": "Ada", "message": "x" * 501}, ["Please write at most 500 characters."]),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_nothing_is_kept(
    client: FlaskClient, words: dict[str, str], said: list[str]
) -> None:
    status, page = write(client, **words)
    assert status == 422
    assert re.findall(r'class="error" id="\w+-error">(.*)<', page) == said
    assert page.count('aria-invalid="true"') == len(said)
    assert entries(client) == []


@pytest.mark.parametrize("wrong", ["", "made-up"])
def test_without_the_page_s_own_token_nothing_is_kept_and_the_words_come_back(
    client: FlaskClient, wrong: str
) -> None:
    words = {"name": "Ada", "message": "typed for an hour"}
    answer = client.post("/", data={"csrf_token": wrong, **words})
    assert answer.status_code == 400
    assert "open for too long" in answer.text
    assert "typed for an hour" in answer.text
    assert entries(client) == []
    assert client.post("/", data={"csrf_token": token(answer.text), **words}).status_code == 303
    assert entries(client) == [("Ada", "typed for an hour")]


def test_a_page_that_is_not_there_looks_like_the_others(client: FlaskClient) -> None:
    page = client.get("/nowhere")
    assert page.status_code == 404
    assert "<h1>Not Found</h1>" in page.text
    assert "Back to the guest book" in page.text


@pytest.mark.parametrize("path", ["/", "/nowhere", "/healthz", "/static/style.css"])
def test_a_browser_loads_only_what_the_app_has(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; style-src 'self';")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_it_is_healthy_whatever_the_host_header_says(client: FlaskClient) -> None:
    answer = client.get("/healthz", headers={"Host": "169.254.130.4:8000"})
    assert (answer.status_code, answer.text) == (200, "ok")


def test_without_the_database_it_is_not_healthy_and_pages_say_no_more_than_that(
    make_app: Callable[..., Flask],
) -> None:
    client = make_app(DBPORT="1").test_client()
    answer = client.get("/healthz")
    assert (answer.status_code, answer.text) == (503, "the database does not answer")
    page = client.get("/")
    assert page.status_code == 500
    assert "<h1>Internal Server Error</h1>" in page.text
    assert "psycopg" not in page.text


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(("variables_of", "secure"), [({}, False), (ON_APP_SERVICE, True)])
def test_behind_app_service_cookies_are_for_https_alone(
    make_app: Callable[..., Flask], variables_of: dict[str, str], *, secure: bool
) -> None:
    cookie = make_app(**variables_of).test_client().get("/").headers["Set-Cookie"]
    flags = [flag in cookie for flag in ("Secure", "HttpOnly", "SameSite=Lax")]
    assert flags == [secure, True, True]


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("referrer", "status"), [("https://localhost/", 303), ("https://evil.example/", 400)]
)
def test_behind_app_service_another_site_sends_no_form(
    make_app: Callable[..., Flask], referrer: str, status: int
) -> None:
    client = make_app(**ON_APP_SERVICE).test_client()
    https: Any = {"headers": {"X-Forwarded-Proto": "https", "Referer": referrer}}
    page = client.get("/", base_url="https://localhost/", **https)
    words = {"csrf_token": token(page.text), "name": "Ada", "message": "x"}
    answer = client.post("/", data=words, base_url="https://localhost/", **https)
    assert answer.status_code == status


def test_in_a_codespace_the_form_is_taken(client: FlaskClient) -> None:
    # GitHub forwards to localhost, and says the visitor's address in headers of its own.
    forwarded: dict[str, Any] = {
        "headers": {
            "Origin": "https://odd-fish-5000.app.github.dev",
            "Referer": "https://odd-fish-5000.app.github.dev/",
            "X-Forwarded-Host": "odd-fish-5000.app.github.dev",
            "X-Forwarded-Proto": "https",
        }
    }
    words = {"csrf_token": token(client.get("/", **forwarded).text), "name": "A", "message": "x"}
    answer = client.post("/", data=words, **forwarded)
    assert (answer.status_code, answer.location) == (303, "/")
