"""A quiz, taken by the canary on pages as the site has them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from gatehouse.deploying.browser import PageError, browser
from tests.served import Handler, served
from tests.system.visits import visits

if TYPE_CHECKING:
    from collections.abc import Iterator

LIST = '<ul><li class="card"><a href="/quizzes/1/">One</a><p>{}</p></li></ul>'
QUESTION = """<span id="step">Question 1 of 1</span>
<form action="/answer"><input name="answer"><button>Check answer</button></form>"""
CHOICES = QUESTION.replace('name="answer"', 'type="radio" name="answer" value="red"')
RESULT = '<div role="status"><a href="/score">See your score</a></div>'
PAGES = {
    "/": LIST.format("1 question"),
    "/quizzes/1/": QUESTION,
    "/answer": QUESTION + RESULT,
    "/score": "<h1>Your score: 0 of 1</h1>",
}


class Site(Handler):
    """Answers with its pages."""

    pages: dict[str, str]

    def get(self) -> None:
        path = self.path.partition("?")[0]
        page = self.pages.get(path, "nothing here")
        headers = {"Content-Type": "text/html"}
        self.answer(200 if path in self.pages else 404, page, headers)


@pytest.fixture
def url() -> Iterator[str]:
    with served(Site) as url:
        yield url


def visit(url: str) -> str:
    async def show_quiz() -> str:
        async with browser() as show:
            return await show(visits({"web_url": url})["a quiz"])

    return asyncio.run(show_quiz())


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, "Your score: 0 of 1"),
        ({"/quizzes/1/": CHOICES}, "Your score: 0 of 1"),
        ({"/": LIST.format("No questions yet")}, "there is none to take yet"),
    ],
)
def test_the_first_quiz_with_questions_is_taken_to_its_end(
    url: str, changed: dict[str, str], found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Site, "pages", {**PAGES, **changed}, raising=False)
    assert visit(url) == found


def test_a_site_without_its_list_is_told_so(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Site, "pages", {}, raising=False)
    with pytest.raises(PageError, match=r"^the page answers 404; needed is 200$"):
        visit(url)
