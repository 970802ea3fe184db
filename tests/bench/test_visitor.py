from collections.abc import Iterator

import pytest

from bench.errors import BenchError
from bench.visitor import Visitor, visitor
from tests.served import Handler, served

LIST, ASKED = '<a href="/quizzes/3/">', "/quizzes/3/questions/7/"
RADIO = '<input id="c1" type="radio" name="answer" value="Red &amp; blue"><input type="radio"'


class _Site(Handler):
    pages: dict[str, str]
    cookie: str

    def get(self) -> None:
        moved = self.path == "/quizzes/3/"
        headers = {"set-cookie": self.cookie, **({"location": ASKED} if moved else {})}
        self.answer(302 if moved else 200, self.pages.get(self.path, ""), headers)


@pytest.fixture
def site() -> Iterator[str]:
    _Site.pages, _Site.cookie = {"/quizzes/": LIST}, "csrftoken=abc; path=/"
    with served(_Site) as url:
        yield url


@pytest.mark.parametrize(
    ("page", "form"), [('<input id="answer">', "answer=x"), (RADIO, "answer=Red+%26+blue")]
)
def test_a_visitor_answers_the_first_question(site: str, page: str, form: str) -> None:
    _Site.pages[ASKED] = page
    assert visitor(site) == Visitor(site + ASKED, form, "abc")


def test_a_site_without_quizzes_is_told(site: str) -> None:
    _Site.pages["/quizzes/"] = ""
    with pytest.raises(BenchError, match="LOAD_SEED_DATA=true"):
        visitor(site)


@pytest.mark.parametrize("cookie", ["other=1", "csrftoken"])
def test_a_site_without_a_token_is_told(site: str, cookie: str) -> None:
    _Site.cookie = cookie
    with pytest.raises(BenchError, match="set no cookie csrftoken"):
        visitor(site)
