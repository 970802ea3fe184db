"""The site in front of a person: Chromium, mostly without a mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.accessibility import findings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    Serve = Callable[[dict[str, str]], AbstractContextManager[Any]]

LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "viewport": {"width": 1100, "height": 800}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1100, "height": 800}},
    "phone": {"color_scheme": "light", "viewport": {"width": 390, "height": 800}},
}
DJANGO_SIGN_IN = {"page-has-heading-one": "Django writes the site's name into a div there"}
"""Rules that a page breaks which is not ours, and why that is left."""
WEB_QUIZ = [
    ("404", "Right!"),
    ("Tim Berners-Lee", "Right!"),
    ("  SECURE ", "Right!"),
    ("get", "Not quite. The answer is GET."),
    ("204", "Not quite. The answer is 418."),
]


@pytest.fixture(scope="module")
def site(serve: Serve, empty_database: Callable[[], dict[str, str]]) -> Iterator[str]:
    """The address of a site with seed data and the administrator admin, password secret."""
    first = {"LOAD_SEED_DATA": "true", "DJANGO_SUPERUSER_PASSWORD": "secret"}
    with serve({**empty_database(), **first}) as running:
        yield running.url


@pytest.fixture
def open_page(site: str, browser: Browser) -> Iterator[Callable[..., Page]]:  # noqa: ARG001
    """Opens a page of a new visitor; nothing on it may break the security policy or a script."""
    complaints: list[str] = []
    contexts = []

    def open_one(**options: Any) -> Page:
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: complaints.append(line.text))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert [each for each in complaints if "Failed to load resource" not in each] == []


def tab_to(page: Page, name: str) -> None:
    """Presses Tab until the link or button of that name has the focus, visibly."""
    for _ in range(30):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if name in (focused.text_content() or ""):
            expect(focused).to_be_focused()
            return
    raise AssertionError(name)


def wait_for_question(page: Page, number: int) -> None:
    """Returns when the page is there to its last element, the button."""
    expect(page.get_by_text(f"Question {number} of 5")).to_be_visible()
    expect(page.get_by_role("button")).to_be_visible()


def answer_by_keyboard(page: Page, answer: str) -> None:
    """Types the answer, or walks through the choices until it is checked, and sends it."""
    if page.locator("input[type=radio]").count():
        page.locator("input[type=radio]").first.focus()
        page.keyboard.press("Space")
        while not page.get_by_label(answer, exact=True).is_checked():
            page.keyboard.press("ArrowDown")
    else:
        page.get_by_role("textbox").focus()
        page.keyboard.type(answer)
    page.keyboard.press("Enter")


@pytest.mark.parametrize("look", LOOKS)
def test_a_whole_quiz_is_taken_by_keyboard_without_a_page_load(
    look: str, site: str, open_page: Callable[..., Page], artifacts: Path
) -> None:
    page = open_page(**LOOKS[look])
    page.goto(site)
    page.screenshot(path=artifacts / f"quizzes-{look}-1-list.png", full_page=True)
    tab_to(page, "The web, behind the scenes")
    page.keyboard.press("Enter")
    for number, (answer, said) in enumerate(WEB_QUIZ, start=1):
        wait_for_question(page, number)
        page.evaluate("window.sameDocument = true")
        answer_by_keyboard(page, answer)
        expect(page.get_by_role("status")).to_contain_text(said)
        assert page.evaluate("window.sameDocument") is True
        page.screenshot(path=artifacts / f"quizzes-{look}-2-{number}.png", full_page=True)
        tab_to(page, "See your score" if number == len(WEB_QUIZ) else "Next question")
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your score: 3 of 5")
    page.screenshot(path=artifacts / f"quizzes-{look}-3-score.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth") is True


def test_a_whole_quiz_is_taken_without_javascript(
    site: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(site)
    page.get_by_role("link", name="The web, behind the scenes").click()
    for number, (answer, said) in enumerate(WEB_QUIZ, start=1):
        wait_for_question(page, number)
        answer_by_keyboard(page, answer)
        expect(page.get_by_role("status")).to_contain_text(said)
        page.get_by_role("status").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your score: 3 of 5")


def test_a_missing_answer_is_said_where_the_focus_is(
    site: str, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    page.goto(f"{site}/quizzes/2/questions/8/")
    page.get_by_role("button").click()
    expect(page.get_by_role("status")).to_have_text("Please type an answer.")
    expect(page.get_by_role("textbox")).to_be_focused()
    expect(page.get_by_role("textbox")).to_have_attribute("aria-invalid", "true")
    page.keyboard.type("Na")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Right!")
    assert page.get_by_role("textbox").get_attribute("aria-invalid") is None


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        ("abort", "The answer could not be sent. Please check your connection and try again."),
        ("503", "The answer could not be graded just now. Please try again in a moment."),
    ],
)
def test_an_answer_that_does_not_arrive_is_kept_and_can_be_sent_again(
    failure: str, said: str, site: str, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    page.goto(f"{site}/quizzes/2/questions/8/")
    page.route(
        "**/questions/8/",
        lambda route: route.abort() if failure == "abort" else route.fulfill(status=503),
    )
    page.get_by_role("textbox").fill("Na")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text(said)
    page.unroute("**/questions/8/")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Right!")


def test_a_quiz_is_written_in_the_admin_and_taken(
    site: str, open_page: Callable[..., Page], artifacts: Path
) -> None:
    page = open_page()
    page.goto(f"{site}/admin/quizzes/quiz/add/")
    page.get_by_label("Username").fill("admin")
    page.get_by_label("Password").fill("secret")
    page.keyboard.press("Enter")
    page.get_by_label("Name:").fill("Written just now")
    page.locator("#id_questions-0-prompt").fill("Which is typed?")
    page.locator("#id_questions-0-correct_answer").fill("this")
    page.get_by_text("Add another Question").click()
    page.locator("#id_questions-1-prompt").fill("Which is picked?")
    page.locator("#id_questions-1-choices").fill("one\nother")
    page.locator("#id_questions-1-correct_answer").fill("other")
    page.screenshot(path=artifacts / "quizzes-admin.png", full_page=True)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was added successfully")).to_be_visible()
    page.get_by_role("link", name="View site").click()
    page.get_by_role("link", name="Written just now").click()
    for answer in ("THIS", "other"):
        answer_by_keyboard(page, answer)
        expect(page.get_by_role("status")).to_contain_text("Right!")
        page.get_by_role("status").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your score: 2 of 2")


@pytest.mark.parametrize("look", LOOKS)
def test_every_page_of_a_quiz_is_accessible(
    look: str, site: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(**LOOKS[look])
    page.goto(site)
    found = {"list": findings(page)}
    page.get_by_role("link", name="The web, behind the scenes").click()
    for number, (answer, said) in enumerate(WEB_QUIZ, start=1):
        wait_for_question(page, number)
        found[f"question {number}"] = findings(page)
        answer_by_keyboard(page, answer)
        expect(page.get_by_role("status")).to_contain_text(said)
        found[f"answer {number}"] = findings(page)
        page.get_by_role("status").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your score: 3 of 5")
    found["score"] = findings(page)
    page.goto(f"{site}/quizzes/2/questions/8/")
    page.get_by_role("button").click()
    expect(page.get_by_role("status")).to_have_text("Please type an answer.")
    found["a missing answer"] = findings(page)
    assert {where: what for where, what in found.items() if what} == {}


@pytest.mark.parametrize("look", LOOKS)
def test_the_admin_is_accessible(look: str, site: str, open_page: Callable[..., Page]) -> None:
    page = open_page(**LOOKS[look])
    page.goto(f"{site}/admin/")
    assert findings(page, DJANGO_SIGN_IN) == []
    page.get_by_label("Username").fill("admin")
    page.get_by_label("Password").fill("secret")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Write quizzes")).to_be_visible()
    assert findings(page) == []
