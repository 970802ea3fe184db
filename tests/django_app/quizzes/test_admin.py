from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quizzes.models import Question, Quiz

if TYPE_CHECKING:
    from django.test import Client

PREFIX = "questions"
WHOLE_QUIZ = {
    "name": "Rivers",
    "description": "Where does it flow?",
    f"{PREFIX}-TOTAL_FORMS": "3",
    f"{PREFIX}-INITIAL_FORMS": "0",
    f"{PREFIX}-0-prompt": "Typed",
    f"{PREFIX}-0-correct_answer": "Danube",
    f"{PREFIX}-0-position": "1",
    f"{PREFIX}-1-prompt": "Picked",
    f"{PREFIX}-1-choices": "Rhine\r\nElbe",
    f"{PREFIX}-1-correct_answer": "Elbe",
    f"{PREFIX}-1-position": "2",
    f"{PREFIX}-2-position": "0",
}


@pytest.fixture
def author(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("author"))
    return client


def test_a_whole_quiz_is_written_on_one_page(author: Client) -> None:
    response = author.post("/admin/quizzes/quiz/add/", WHOLE_QUIZ)
    assert response.headers["Location"] == "/admin/quizzes/quiz/"
    questions = Question.objects.with_answers().filter(quiz__name="Rivers")
    assert [(each.prompt, str(each.answer)) for each in questions] == [
        ("Typed", "Danube"),
        ("Picked", "Elbe"),
    ]


def test_a_wrong_choice_is_said_on_the_page(author: Client) -> None:
    wrong = {**WHOLE_QUIZ, f"{PREFIX}-1-correct_answer": "Nile"}
    response = author.post("/admin/quizzes/quiz/add/", wrong)
    assert "The correct answer must be one of the choices." in response.text
    assert not Quiz.objects.exists()


def test_the_list_shows_the_length(author: Client) -> None:
    author.post("/admin/quizzes/quiz/add/", WHOLE_QUIZ)
    page = author.get("/admin/quizzes/quiz/?q=rivers").text
    assert '<td class="field-length">2</td>' in page


def test_queries_do_not_grow_with_the_questions(author: Client) -> None:
    author.post("/admin/quizzes/quiz/add/", WHOLE_QUIZ)
    quiz = Quiz.objects.get()

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            page = author.get(f"/admin/quizzes/quiz/{quiz.pk}/change/")
        assert "Danube" in page.text
        return len(captured)

    count()  # fills Django's cache of content types
    before = count()
    for number in range(5):
        Question.objects.create(quiz=quiz, prompt=f"Draft {number}")
    assert count() == before


def test_only_staff_gets_in(client: Client) -> None:
    response = client.get("/admin/")
    assert response.headers["Location"] == "/admin/login/?next=/admin/"
