"""What the canary says of a system in which little is as it should be."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING

import pytest

from gatehouse.commands.canary import run
from gatehouse.errors import LocalError
from gatehouse.options import parse
from tests.served import Handler, served

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = "the subscription key"
OPTIONS = parse(["canary"])
SWAGGER = """<!DOCTYPE html>
<button>Authorize</button>
<div class="auth-container"><input></div>
<div class="auth-btn-wrapper"><button class="authorize">go</button>
<button class="btn-done">done</button></div>
<div class="opblock"><p class="opblock-summary">/generate_name</p>
<button>Try it out</button><button>Execute</button>
<table class="live-responses-table"><tr class="response"><td class="response-col_status">200</td>
</table></div>"""
LIST = '<ul><li class="card"><a href="/quizzes/1/">One</a><p>{}</p></li></ul>'
QUESTION = """<span id="step">Question 1 of 1</span>
<form action="/answer"><input name="answer"><button>Check answer</button></form>"""
RESULT = '<div role="status"><a href="/score">See your score</a></div>'


class System(Handler):
    """Answers every call of its documentation with 200, key or not, and has no admin."""

    pages: dict[str, str]

    def get(self) -> None:
        path = self.path.partition("?")[0]
        page = self.pages.get(path, "nothing here")
        status = 200 if path in self.pages else 404
        self.answer(status, page, {"Content-Type": "text/html"})


@pytest.fixture
def url(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    pages = {
        "/docs": SWAGGER,
        "/quizzes/": LIST.format("1 question"),
        "/quizzes/1/": QUESTION,
        "/answer": QUESTION + RESULT,
        "/score": "<h1>Your score: 0 of 1</h1>",
    }
    monkeypatch.setattr(System, "pages", pages, raising=False)
    with served(System) as url:
        yield url


def give(monkeypatch: pytest.MonkeyPatch, url: str, sample: str = "/generate_name") -> None:
    outputs = {
        "admin_url": f"{url}/admin-of-a-secret-place/",
        "api_url": f"{url}/api",
        "docs_url": f"{url}/docs",
        "sample_url": sample and f"{url}/api{sample}",
        "subscription_key": KEY,
        "web_url": url,
    }
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(outputs)))


def test_every_visit_is_told_with_what_is_wrong(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    give(monkeypatch, url)
    assert run(OPTIONS) == 1
    assert capsys.readouterr().out.splitlines() == [
        "ok  documentation: it lists what can be called",
        "--  trying the API out without a key: it answers 200; needed is 401",
        "ok  trying the API out with the key: 200",
        "ok  a quiz: Your score: 0 of 1",
        "--  admin's login page: the page answers 404; needed is 200",
    ]


def test_an_api_without_a_call_that_needs_no_parameters_is_not_tried(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    give(monkeypatch, url, sample="")
    assert run(OPTIONS) == 1
    assert [line for line in capsys.readouterr().out.splitlines() if "API" in line] == []


def test_an_admin_that_asks_for_a_password_is_there(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    login = "<label>Password<input></label>"
    monkeypatch.setitem(System.pages, "/admin-of-a-secret-place/login/", login)
    give(monkeypatch, url)
    run(OPTIONS)
    assert "ok  admin's login page: it asks for a password\n" in capsys.readouterr().out


def test_a_choice_is_taken_where_there_are_choices(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    choices = QUESTION.replace('name="answer"', 'type="radio" name="answer" value="red"')
    monkeypatch.setitem(System.pages, "/quizzes/1/", choices)
    give(monkeypatch, url)
    run(OPTIONS)
    assert "ok  a quiz: Your score: 0 of 1\n" in capsys.readouterr().out


def test_a_site_without_a_quiz_has_none_to_take(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(System.pages, "/quizzes/", LIST.format("No questions yet"))
    give(monkeypatch, url)
    run(OPTIONS)
    assert "ok  a quiz: there is none to take yet\n" in capsys.readouterr().out


def test_what_the_browser_says_is_told_without_the_secret_address(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    give(monkeypatch, "http://localhost:1")
    assert run(OPTIONS) == 1
    said = capsys.readouterr().out
    assert said.splitlines()[-1].startswith("--  admin's login page: Page.goto: net::ERR_")
    assert said.splitlines()[-1].endswith("at (hidden)/login/")
    assert "secret" not in said


@pytest.mark.parametrize("outputs", ["", "[]", '{"docs_url": "https://a"}'])
def test_outputs_that_lack_something_are_refused(
    monkeypatch: pytest.MonkeyPatch, outputs: str
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(outputs))
    with pytest.raises(LocalError, match="standard input is not what is needed: JSON with admin_"):
        run(OPTIONS)


def test_a_machine_without_playwright_is_told_so(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, url)
    monkeypatch.setitem(sys.modules, "playwright.async_api", None)
    with pytest.raises(LocalError, match=r"^Playwright is missing.*`make canary` installs it$"):
        run(OPTIONS)


def test_a_machine_without_chromium_is_told_so(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, url)
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", "/nowhere")
    with pytest.raises(LocalError, match=r"^Chromium is missing: none of chromium, chromium-b"):
        run(OPTIONS)
