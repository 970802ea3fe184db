from __future__ import annotations

import pytest
from django.http import QueryDict

from quizzes.answer_form import AnswerForm
from quizzes.models import FreeTextAnswer, MultipleChoiceAnswer

TYPED = FreeTextAnswer(correct_answer="x")
PICKED = MultipleChoiceAnswer(correct_answer=" x ", choices=[" x ", "Zu\u0308rich"])


@pytest.mark.parametrize(
    ("answer", "sent", "given", "complaint"),
    [
        (TYPED, "answer=%20x%20", "x", ""),
        (TYPED, "", None, "Please type an answer."),
        (PICKED, "answer=%20x%20", " x ", ""),
        (PICKED, "answer=Zu%CC%88rich", "Zu\u0308rich", ""),
        (PICKED, "answer=y", None, "Please choose one of the answers."),
        (PICKED, "", None, "Please choose one of the answers."),
    ],
)
def test_what_is_sent_in_is_taken_or_complained_about(
    answer: FreeTextAnswer | MultipleChoiceAnswer, sent: str, given: str | None, complaint: str
) -> None:
    form = AnswerForm(answer, QueryDict(sent))
    form.is_valid()
    assert (form.cleaned_data.get("answer"), form.complaint) == (given, complaint)
