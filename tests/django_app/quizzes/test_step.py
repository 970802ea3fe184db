from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.step import Step

if TYPE_CHECKING:
    from collections.abc import Callable

    from quizzes.models import Quiz


def test_a_step_knows_its_place_and_what_comes_next(write_quiz: Callable[..., Quiz]) -> None:
    quiz = write_quiz(a="x", draft=None, b="x")
    first, last = quiz.questions.answerable()
    assert [Step.of(first), Step.of(last)] == [
        Step(number=1, total=2, next_url=last.get_absolute_url(), is_last=False),
        Step(number=2, total=2, next_url=f"/quizzes/{quiz.pk}/score/", is_last=True),
    ]
