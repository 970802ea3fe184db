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
    from pathlib import Path

KEY = "the subscription key"
OPTIONS = parse(["canary"])
SWAGGER = """<!DOCTYPE html>
<button>Authorize</button>
<div class="auth-container"><input></div>
<div class="auth-btn-wrapper"><button class="authorize">go</button>
<button class="btn-done">done</button></div>
<div class="opblock"><p class="opblock-summary">/orders</p>
<button>Try it out</button><button>Execute</button>
<table class="live-responses-table"><tr class="response"><td class="response-col_status">200</td>
</table></div>"""
VISITS = """
from gatehouse.deploying.browser import PageError

async def look(page, url):
    await page.goto(url)
    return await page.locator("body").inner_text()

async def buy(page):
    raise PageError("there is nothing to buy")

def visits(outputs):
    return {"site's first page": lambda page: look(page, outputs["web_url"]), "a purchase": buy}
"""


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
    monkeypatch.setattr(System, "pages", {"/docs": SWAGGER, "/": "a shop"}, raising=False)
    with served(System) as url:
        yield url


def give(
    monkeypatch: pytest.MonkeyPatch, url: str, sample: str = "/orders", *, admin: bool = True
) -> None:
    outputs = {
        **({"admin_url": f"{url}/admin-of-a-secret-place/"} if admin else {}),
        "api_url": f"{url}/api",
        "docs_url": f"{url}/docs",
        "gateway_url": url,
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
        "ok  site's first page: it is there",
        "--  admin's login page: the page answers 404; needed is 200",
    ]


def test_an_api_without_a_call_that_needs_no_parameters_is_not_tried(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    give(monkeypatch, url, sample="")
    assert run(OPTIONS) == 1
    assert [line for line in capsys.readouterr().out.splitlines() if "API" in line] == []


def test_a_site_without_an_admin_is_not_asked_for_one(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    give(monkeypatch, url, admin=False)
    assert run(OPTIONS) == 1
    assert "admin" not in capsys.readouterr().out


def test_what_the_stack_does_not_have_is_not_visited(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for outputs, told in (
        ({"gateway_url": url, "api_url": url, "docs_url": "", "sample_url": url}, []),
        ({"gateway_url": url, "web_url": url}, ["ok  site's first page: it is there"]),
    ):
        monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(outputs)))
        assert run(OPTIONS) == 0
        assert capsys.readouterr().out.splitlines() == told


def test_an_admin_that_asks_for_a_password_is_there(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(System.pages, "/admin-of-a-secret-place/", "<input type=password>")
    give(monkeypatch, url)
    run(OPTIONS)
    assert "ok  admin's login page: it asks for a password\n" in capsys.readouterr().out


def test_visits_of_the_program_are_made_as_well_or_instead(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    give(monkeypatch, url)
    file = tmp_path / "visits.py"
    file.write_text(VISITS)
    assert run(parse(["canary", "--visits", str(file)])) == 1
    assert capsys.readouterr().out.splitlines()[3:] == [
        "ok  site's first page: a shop",
        "--  admin's login page: the page answers 404; needed is 200",
        "--  a purchase: there is nothing to buy",
    ]


@pytest.mark.parametrize("text", [None, "VISITS = {}"])
def test_a_file_without_visits_is_refused(
    url: str, tmp_path: Path, text: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(monkeypatch, url)
    file = tmp_path / "visits.py"
    if text is not None:
        file.write_text(text)
    with pytest.raises(
        LocalError, match=r"given .*visits\.py; needed is a Python file with a func"
    ):
        run(parse(["canary", "--visits", str(file)]))


def test_what_the_browser_says_is_told_without_the_secret_address(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    give(monkeypatch, "http://localhost:1")
    assert run(OPTIONS) == 1
    said = capsys.readouterr().out
    assert said.splitlines()[-1].startswith("--  admin's login page: Page.goto: net::ERR_")
    assert said.splitlines()[-1].endswith("at (hidden)")
    assert "secret" not in said


@pytest.mark.parametrize("outputs", ["", "[]", '{"docs_url": "https://a"}'])
def test_outputs_that_lack_something_are_refused(
    monkeypatch: pytest.MonkeyPatch, outputs: str
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(outputs))
    with pytest.raises(
        LocalError, match="standard input is not what is needed: JSON with gateway_url"
    ):
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
