"""The guest book in front of a person: served by gunicorn, seen in Chromium."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.accessibility import findings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "viewport": {"width": 1100, "height": 800}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1100, "height": 800}},
    "phone": {"color_scheme": "light", "viewport": {"width": 390, "height": 800}},
}


@pytest.fixture(scope="module")
def url(
    serve: Callable[..., AbstractContextManager[str]], variables: dict[str, str]
) -> Iterator[str]:
    """The address of the app, started as on App Service: it makes its tables by itself."""
    with serve(["gunicorn", "wsgi:app"], variables) as running:
        yield running


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page of a new visitor; nothing on it may break the security policy."""
    complaints: list[str] = []
    contexts = []

    def open_one(**options: Any) -> Page:
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.on("console", lambda line: complaints.append(line.text))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert [each for each in complaints if "Failed to load resource" not in each] == []


@pytest.mark.parametrize("look", LOOKS)
def test_a_guest_signs_by_keyboard_and_finds_every_page_accessible(
    look: str, url: str, open_page: Callable[..., Page], artifacts: Path
) -> None:
    page = open_page(**LOOKS[look])
    page.goto(url)
    found = {"book": findings(page)}
    page.get_by_label("Your name").focus()
    page.keyboard.type("Ada")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("Something is missing below.")
    message = page.get_by_label("Your message")
    expect(message).to_have_accessible_description("Please write a message.")
    found["a missing message"] = findings(page)
    page.screenshot(path=artifacts / f"guestbook-{look}-missing.png", full_page=True)
    message.focus()
    page.keyboard.type(f"Seen in {look}, and a-very-long-word-{'x' * 80}")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Thank you, Ada. Your message is in the book.")
    expect(page.get_by_role("listitem").first).to_contain_text(f"Seen in {look}")
    found["signed"] = findings(page)
    page.screenshot(path=artifacts / f"guestbook-{look}-signed.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth") is True
    page.goto(f"{url}/nowhere")
    found["not there"] = findings(page)
    assert {where: what for where, what in found.items() if what} == {}
