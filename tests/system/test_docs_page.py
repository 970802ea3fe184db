"""The API half from `make local` in a new checkout, as its user meets it: in a browser."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from tests.accessibility import findings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

SWAGGER_UI = {
    "color-contrast": "Swagger UI's colours of methods, versions and notes",
    "heading-order": "Swagger UI goes from the title straight to the third level",
    "html-has-lang": "FastAPI's page for Swagger UI doesn't say its language",
    "landmark-one-main": "FastAPI's page has one div, which Swagger UI fills without landmarks",
    "nested-interactive": "Swagger UI puts a button that copies into the one that opens",
    "region": "FastAPI's page has one div, which Swagger UI fills without landmarks",
    "select-name": "Swagger UI's choice of servers has its label beside it, not for it",
}
"""Rules that the page of Swagger UI breaks, which is not ours, and why that is left."""
NAMES = {"Minnie", "Margaret", "Myrtle", "Noa", "Nadia"}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_page(viewport={"width": 1200, "height": 1100}) as page:
        yield page


def try_it_out(page: Page, key: str | None) -> tuple[str, str]:
    """Does what a person does, and returns the status and body that Swagger UI shows."""
    if key is not None:
        page.get_by_role("button", name="Authorize").first.click()
        page.locator(".auth-container input").first.fill(key)
        page.locator(".auth-btn-wrapper button.authorize").first.click()
        page.locator(".auth-btn-wrapper button.btn-done").first.click()
    page.locator("#operations-default-generate_name .opblock-summary").click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    answer = page.locator(".live-responses-table tr.response")
    return answer.locator(".response-col_status").inner_text(), answer.locator(
        ".highlight-code code"
    ).first.inner_text()


def test_the_docs_page_renders_without_anything_from_elsewhere(running: Any, page: Page) -> None:
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    page.goto(running.endpoints["docs"])
    page.get_by_text("/generate_name").wait_for()
    assert hosts == {running.endpoints["gateway"].split("//")[1]}


def test_trying_it_out_after_authorize_answers_with_a_name(
    running: Any, page: Page, artifacts: Path
) -> None:
    page.goto(running.endpoints["docs"])
    status, body = try_it_out(page, running.endpoints["subscription_key"])
    page.screenshot(path=artifacts / "docs.png", full_page=True)
    assert status == "200"
    assert json.loads(body)["name"] in NAMES


def test_trying_it_out_without_a_key_shows_the_401_of_azure(running: Any, page: Page) -> None:
    page.goto(running.endpoints["docs"])
    status, body = try_it_out(page, None)
    assert status.split() == ["401", "Undocumented"]
    assert "missing subscription key" in body


def test_the_docs_page_is_accessible_but_for_what_swagger_ui_leaves_open(
    running: Any, page: Page
) -> None:
    page.goto(running.endpoints["docs"])
    page.get_by_text("/generate_name").wait_for()
    page.locator("#operations-default-generate_name .opblock-summary").click()
    page.get_by_role("button", name="Try it out").wait_for()
    assert findings(page, SWAGGER_UI) == []


def test_the_printed_curl_command_works_as_it_is(running: Any) -> None:
    [command] = re.findall(r"^  (curl .*)$", running.said(), re.MULTILINE)
    answer = subprocess.run(
        [*shlex.split(command), "--silent"], check=True, capture_output=True
    ).stdout
    assert json.loads(answer)["name"] in NAMES
