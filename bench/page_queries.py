"""`python -m bench.page_queries`: counts each page's queries, in the environment of a site.

Counts twice: as the database is, and with twice the quizzes and questions in it, which are not
kept. What grows asks once for every row.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import django
from django.conf import settings
from django.test.utils import CaptureQueriesContext

if TYPE_CHECKING:
    from collections.abc import Callable

HOST = "localhost"
SAVEPOINT = "SAVEPOINT"
STATIC_FILES = "django.contrib.staticfiles.storage.StaticFilesStorage"


def main() -> None:
    """Prints, by page, both numbers of queries as JSON."""
    django.setup()
    from django.db import transaction  # noqa: PLC0415 - needs the settings

    # No collected file is asked for: whether there are any is no matter of the database.
    settings.STORAGES = {"staticfiles": {"BACKEND": STATIC_FILES}}
    with transaction.atomic():
        once = _count()
        _double()
        twice = _count()
        transaction.set_rollback(True)
    print(json.dumps({page: [once[page], twice[page]] for page in once}))


def _count() -> dict[str, int]:
    from django.test import Client  # noqa: PLC0415 - needs the settings

    from quizzes.models import Question  # noqa: PLC0415 - needs the settings

    visitor = Client(headers={"host": HOST, "x-requested-with": "fetch"})
    question = Question.objects.answerable().filter(free_text_answer__isnull=False)[0]
    quiz, asked = f"/quizzes/{question.quiz_id}/", question.get_absolute_url()
    visitor.post(asked, {"answer": "x"})  # a visitor who has been here: there is a session
    visitor.post(f"{quiz}score/")
    return {
        "quiz list": _queries(lambda: visitor.get("/quizzes/")),
        "start of a quiz": _queries(lambda: visitor.get(quiz)),
        "question": _queries(lambda: visitor.get(asked)),
        "grading": _queries(lambda: visitor.post(asked, {"answer": "x"})),
        "score": _queries(lambda: visitor.get(f"{quiz}score/")),
    }


def _queries(act: Callable[[], object]) -> int:
    from django.db import connection  # noqa: PLC0415 - needs the settings

    with CaptureQueriesContext(connection) as captured:
        act()
    return len([each for each in captured if SAVEPOINT not in each["sql"]])


def _double() -> None:
    from quizzes.models import FreeTextAnswer, Question, Quiz  # noqa: PLC0415 - needs the settings

    for quiz in list(Quiz.objects.all()):
        copy = Quiz.objects.create(name=f"{quiz.name} again")
        for question in list(quiz.questions.all()):
            for home in (quiz, copy):
                another = Question.objects.create(quiz=home, prompt=question.prompt, position=99)
                FreeTextAnswer.objects.create(question=another, correct_answer="x")


if __name__ == "__main__":
    main()
