from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quizzes.models import FreeTextAnswer, MultipleChoiceAnswer, Question, Quiz

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def write_quiz(database: None) -> Callable[..., Quiz]:  # noqa: ARG001 - is there before
    """Writes a quiz: a question per keyword of its prompt, text or a list whose first is right."""

    def write(name: str = "Rivers", **questions: str | list[str] | None) -> Quiz:
        quiz = Quiz.objects.create(name=name)
        for prompt, answer in questions.items():
            question = Question.objects.create(quiz=quiz, prompt=prompt)
            if isinstance(answer, str):
                FreeTextAnswer.objects.create(question=question, correct_answer=answer)
            elif answer:
                MultipleChoiceAnswer.objects.create(
                    question=question, correct_answer=answer[0], choices=answer
                )
        return quiz

    return write
