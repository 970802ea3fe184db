"""The web half from `make local` in a new checkout, as those who take and write quizzes meet it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.system.conftest import edited

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    OpenPage = Callable[..., Page]

GUNICORN = "gunicorn quizsite.wsgi"
QUIET, PATIENCE = 1.0, 60.0
POSTGRES = "/postgres -D "
QUIZ = "The web, behind the scenes"
ANSWERS = [
    ("404", "Right!"),
    ("Ada Lovelace", "Not quite. The answer is Tim Berners-Lee."),
    (" secure ", "Right!"),
    ("get", "Not quite. The answer is GET."),
    ("418", "Right!"),
]
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "viewport": {"width": 1200, "height": 850}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1200, "height": 850}},
    "phone": {"color_scheme": "light", "viewport": {"width": 390, "height": 844}},
    "phone-dark": {"color_scheme": "dark", "viewport": {"width": 390, "height": 844}},
}


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Opens a page of a new visitor."""
    contexts = []

    def open_one(**options: Any) -> Page:
        contexts.append(browser.new_context(**options))
        return contexts[-1].new_page()

    yield open_one
    for context in contexts:
        context.close()


def focused(page: Page) -> str:
    """The name of what has the focus, as a screen reader would say it."""
    said: str = page.evaluate(
        "(e => e?.labels?.[0]?.innerText || e?.innerText || '')(document.activeElement)"
    )
    return said


def tab_until(page: Page, there: Callable[[], bool]) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if there():
            return
    raise AssertionError(page.content())


def answer(page: Page, given: str) -> None:
    """Answers with keys alone: picks the choice, or types."""
    tab_until(page, lambda: page.evaluate("document.activeElement?.name") == "answer")
    if page.evaluate("document.activeElement?.type") == "radio":
        page.keyboard.press("Space")
        while focused(page) != given:
            page.keyboard.press("ArrowDown")
    else:
        page.keyboard.type(given)
    page.keyboard.press("Enter")


def follow(page: Page, name: str) -> None:
    tab_until(page, lambda: focused(page).startswith(name))
    page.keyboard.press("Enter")


def take(page: Page, quiz: str, answers: list[tuple[str, str]]) -> str:
    """Takes the quiz from its name on the list to its end; returns the heading of the score."""
    follow(page, quiz)
    for number, (given, said) in enumerate(answers, start=1):
        page.get_by_text(f"Question {number} of {len(answers)}").wait_for()
        answer(page, given)
        expect(page.get_by_role("status")).to_contain_text(said)
        follow(page, "See your score" if number == len(answers) else "Next question")
    page.get_by_text("Your score").first.wait_for()
    return page.get_by_role("heading", level=1).inner_text()


def get(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=30) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def until(url: str, wanted: Callable[[tuple[int, str]], bool], seconds: float = 60) -> str:
    """Asks until the status and page are as wanted; every page before that has to be a page."""
    deadline = time.monotonic() + seconds
    while not wanted(got := get(url)):
        assert time.monotonic() < deadline, got
        time.sleep(0.05)
    return got[1]


def processes(run: Any, command: str) -> list[int]:
    """What `make local` has running with these words in the command, the oldest first."""
    ps = ["ps", "-e", "-ww", "-o", "pid=", "-o", "ppid=", "-o", "args="]
    listed = subprocess.run(ps, check=True, capture_output=True)
    rows = [line.split(maxsplit=2) for line in listed.stdout.decode().splitlines()]
    parents = {int(pid): int(parent) for pid, parent, _ in rows}

    def is_ours(pid: int) -> bool:
        return pid == run.process.pid or (pid in parents and is_ours(parents[pid]))

    return sorted(int(pid) for pid, _, words in rows if command in words and is_ours(int(pid)))


def is_leader(pid: int) -> bool:
    """Whether the process is the one that a site's host has started, and no worker of it."""
    return os.getsid(pid) == pid


@contextmanager
def held(port: int) -> Iterator[None]:
    """Keeps everybody from listening on the port, to which nobody can connect meanwhile."""
    with socket.socket() as holder:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # closing connections or not
        holder.bind(("127.0.0.1", port))
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
        yield


def test_a_whole_quiz_is_taken_by_keyboard(running: Any, open_page: OpenPage) -> None:
    page = open_page()
    loads: list[str] = []
    page.on("load", lambda page: loads.append(page.url))
    page.goto(running.endpoints["web"])
    assert take(page, QUIZ, ANSWERS) == "Your score: 3 of 5"
    assert len(loads) == len(["list", *ANSWERS, "score"])  # none of them to grade an answer


def test_a_whole_quiz_is_taken_without_javascript(running: Any, open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(running.endpoints["web"])
    page.get_by_role("link", name=QUIZ).click()
    check = page.get_by_role("button", name="Check answer")
    for number, (given, said) in enumerate(ANSWERS, start=1):
        page.get_by_text(f"Question {number} of {len(ANSWERS)}").wait_for()
        check.wait_for()  # the page's last element: what stands before it is there
        choice = page.get_by_role("radio", name=given, exact=True)
        if choice.count():
            choice.check()
        else:
            page.get_by_role("textbox").fill(given)
        check.click()
        expect(page.get_by_role("status")).to_contain_text(said)
        page.get_by_role("status").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your score: 3 of 5")


def test_a_new_quiz_is_written_in_the_admin_and_taken(
    running: Any, open_page: OpenPage, artifacts: Path
) -> None:
    page = open_page(**LOOKS["light"])
    page.goto(running.endpoints["admin"])
    page.screenshot(path=artifacts / "admin-login.png")
    page.get_by_label("Username").fill(running.endpoints["admin_user"])
    page.get_by_label("Password").fill(running.endpoints["admin_password"])
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("link", name="Add", exact=True).last.click()
    page.get_by_label("Name:", exact=True).fill("Colours")
    page.get_by_text("Add another Question").click()
    for number, (prompt, choices, correct) in enumerate(
        [("What is mixed of blue and yellow?", "red\ngreen\nblack", "green"), ("Sky?", "", "Blue")]
    ):
        fields = page.locator(f"[id$='-{number}']").filter(has=page.get_by_label("Prompt:"))
        fields.get_by_label("Prompt:").fill(prompt)
        fields.get_by_label("Choices:").fill(choices)
        fields.get_by_label("Correct answer:").fill(correct)
    page.screenshot(path=artifacts / "admin-quiz.png", full_page=True)
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("was added successfully").wait_for()
    page.screenshot(path=artifacts / "admin-list.png")
    page.goto(running.endpoints["web"])
    answers = [("red", "Not quite. The answer is green."), ("bLUE", "Right!")]
    assert take(page, "Colours", answers) == "Your score: 1 of 2"


@pytest.mark.parametrize("look", LOOKS)
def test_no_page_is_wider_than_its_window(
    running: Any, open_page: OpenPage, artifacts: Path, look: str
) -> None:
    page = open_page(**LOOKS[look])
    wide: list[str] = []

    def shoot(name: str) -> None:
        page.screenshot(path=artifacts / f"quiz-{look}-{name}.png", full_page=True)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wide.append(name)

    page.goto(running.endpoints["web"])
    shoot("1-list")
    page.get_by_role("link", name=QUIZ).click()
    for number, (given, _) in enumerate(ANSWERS, start=1):
        answer(page, given)
        page.get_by_role("status").get_by_role("link").wait_for()
        shoot(f"2-question-{number}")
        page.get_by_role("status").get_by_role("link").click()
    shoot("3-score")
    page.goto(f"{running.endpoints['web']}/nothing-here")
    shoot("4-not-found")
    assert wide == []


def test_a_saved_template_and_a_saved_view_are_on_the_next_page(running: Any) -> None:
    app = running.folder / "django_app" / "quizzes"
    url = f"{running.endpoints['web']}/quizzes/"
    with edited(app / "templates" / "quizzes" / "quiz_list.html", "Pick a quiz", "Choose a quiz"):
        until(url, lambda got: got[0] == 200 and "Choose a quiz" in got[1])
    no_quizzes = '{"quizzes": Quiz.objects.none()}'
    with edited(app / "views.py", '{"quizzes": Quiz.objects.with_lengths()}', no_quizzes):
        until(url, lambda got: got[0] == 200 and "There are no quizzes yet" in got[1])
    until(url, lambda got: got[0] == 200 and "Pick a quiz" in got[1])


def test_a_saved_style_sheet_is_on_the_next_page(running: Any) -> None:
    url = f"{running.endpoints['web']}/quizzes/"
    style = running.folder / "django_app" / "quizzes" / "static" / "quizzes" / "style.css"
    [before] = re.findall(r"quizzes/style\.\w+\.css", get(url)[1])
    style.write_text(style.read_text() + "\n/* edited */\n")
    page = until(url, lambda got: got[0] == 200 and before not in got[1])
    [after] = re.findall(r"/static/quizzes/style\.\w+\.css", page)
    assert get(running.endpoints["web"] + after)[1].endswith("/* edited */\n")


def quiet_site(running: Any) -> tuple[list[int], int]:
    """Waits until no save is under way; returns the site's processes, and the one at their head."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = processes(running, GUNICORN)
        time.sleep(QUIET)
        if processes(running, GUNICORN) == found:
            heads = [pid for pid in found if is_leader(pid)]
            if len(heads) == 1:
                return found, heads[0]
    raise AssertionError(f"the site does not come to rest within {PATIENCE} s")


def test_a_killed_site_is_started_again_and_the_log_says_why(running: Any) -> None:
    before, serving = quiet_site(running)
    os.kill(serving, signal.SIGKILL)
    running.wait_until_said("web      | the site ended by SIGKILL; starting it anew")
    running.wait_until_said("web      | a new process serves")
    assert get(f"{running.endpoints['web']}/healthz") == (200, "ok")
    assert set(processes(running, GUNICORN)) & set(before) == set()


def test_the_site_says_when_its_database_is_gone_and_recovers_by_itself(
    running: Any, open_page: OpenPage, artifacts: Path
) -> None:
    web = running.endpoints["web"]
    page = open_page(**LOOKS["light"])
    [postgres] = processes(running, POSTGRES)
    port = urlsplit(running.endpoints["postgres"]).port
    assert port
    os.kill(postgres, signal.SIGKILL)
    until(f"{web}/healthz", lambda got: got == (503, "the database does not answer"))
    with held(port):
        running.wait_until_said("postgres | ended by SIGKILL; starting it again in 1 s")
        response = page.goto(f"{web}/quizzes/")
        assert response
        assert response.status == 503
        assert (
            page.get_by_role("heading", level=1).inner_text() == "The site is catching its breath"
        )
        page.screenshot(path=artifacts / "quiz-light-5-no-database.png")
    until(f"{web}/healthz", lambda got: got == (200, "ok"))
    until(f"{web}/quizzes/", lambda got: got[0] == 200 and QUIZ in got[1])
    running.wait_until_said("postgres | running again")
