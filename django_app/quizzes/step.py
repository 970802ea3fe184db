"""The place of a question in its quiz."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

if TYPE_CHECKING:
    from quizzes.models import Question


@dataclass(frozen=True, kw_only=True)
class Step:
    """One question's place, and the address that comes next."""

    number: int
    total: int
    next_url: str
    is_last: bool

    @classmethod
    def of(cls, question: Question) -> Step:
        """Returns the place of a question that is not a draft, in one query."""
        quiz = question.quiz
        keys = list(quiz.questions.answerable().values_list("pk", flat=True))
        number = keys.index(question.pk) + 1
        is_last = number == len(keys)
        next_url = (
            reverse("quizzes:score", args=[quiz.pk])
            if is_last
            else reverse("quizzes:question", args=[quiz.pk, keys[number]])
        )
        return cls(number=number, total=len(keys), next_url=next_url, is_last=is_last)
