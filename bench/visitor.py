"""A visitor with a question on the screen: its URL, an answer to send, the CSRF token."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, ProxyHandler, build_opener

from bench.errors import BenchError

SECONDS = 10
CSRF_COOKIE = "csrftoken"
QUIZ = re.compile(r'href="(/quizzes/\d+/)"')
CHOICE = re.compile(r'<input\b[^>]*\btype="radio"[^>]*\bvalue="([^"]*)"')
TYPED = "x"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who has a question before them."""

    question: str
    """The question's URL."""
    form: str
    csrf_token: str = field(repr=False)


def visitor(site: str) -> Visitor:
    """Visits the first question of the first quiz; raises BenchError when there is none."""
    cookies = CookieJar()
    browser = build_opener(ProxyHandler({}), HTTPCookieProcessor(cookies))
    with browser.open(f"{site}/quizzes/", timeout=SECONDS) as page:
        quiz = QUIZ.search(page.read().decode())
    if quiz is None:
        raise BenchError(f"{site}/quizzes/ lists no quiz; one is needed. Set LOAD_SEED_DATA=true")
    with browser.open(site + quiz[1], timeout=SECONDS) as page:
        question, text = page.url, page.read().decode()
    tokens = [cookie.value for cookie in cookies if cookie.name == CSRF_COOKIE]
    if not tokens or tokens[0] is None:
        raise BenchError(f"{question} set no cookie {CSRF_COOKIE}; it has to, for its form")
    choice = CHOICE.search(text)
    return Visitor(
        question, urlencode({"answer": html.unescape(choice[1]) if choice else TYPED}), tokens[0]
    )
