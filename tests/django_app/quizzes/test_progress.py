from __future__ import annotations

from django.contrib.sessions.backends.base import SessionBase

from quizzes.models import Quiz
from quizzes.progress import Progress


def test_the_first_answer_to_a_question_is_kept() -> None:
    progress = Progress(SessionBase(), Quiz(pk=1))
    assert [progress.record(7, correct=False), progress.record(7, correct=True)] == [True, False]
    assert progress.results == {"7": False}


def test_quizzes_are_kept_apart() -> None:
    session = SessionBase()
    Progress(session, Quiz(pk=1)).record(7, correct=True)
    assert Progress(session, Quiz(pk=2)).results == {}


def test_every_answer_is_written_to_the_session() -> None:
    session = SessionBase()
    progress = Progress(session, Quiz(pk=1))
    progress.record(7, correct=True)
    session.modified = False
    progress.record(8, correct=True)
    assert session.modified is True


def test_starting_again_forgets_one_quiz() -> None:
    session = SessionBase()
    one, two = Progress(session, Quiz(pk=1)), Progress(session, Quiz(pk=2))
    one.record(7, correct=True)
    two.record(8, correct=True)
    one.restart()
    assert [one.results, two.results] == [{}, {"8": True}]


def test_starting_again_without_answers_writes_nothing() -> None:
    session = SessionBase()
    Progress(session, Quiz(pk=1)).restart()
    assert session.modified is False
