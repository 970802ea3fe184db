"""The form by which a visitor sends in an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms

from quizzes.models import ANSWER_LENGTH, MultipleChoiceAnswer

if TYPE_CHECKING:
    from django.http import QueryDict

    from quizzes.models import FreeTextAnswer

TOO_LONG = f"Please keep your answer to {ANSWER_LENGTH} characters."


class AnswerForm(forms.Form):
    """Takes one of the choices where there are any, and any words where there are none."""

    def __init__(
        self, answer: FreeTextAnswer | MultipleChoiceAnswer, data: QueryDict | None = None
    ) -> None:
        super().__init__(data)
        self.fields["answer"] = _field(answer)

    @property
    def complaint(self) -> str:
        """The first error, in words for the visitor; empty when there is none."""
        return str(self.errors["answer"][0]) if self.errors else ""


def _field(answer: FreeTextAnswer | MultipleChoiceAnswer) -> forms.Field:
    if isinstance(answer, MultipleChoiceAnswer):
        pick = "Please choose one of the answers."
        return forms.ChoiceField(
            choices=[(choice, choice) for choice in answer.choices],
            error_messages={"required": pick, "invalid_choice": pick},
        )
    return forms.CharField(
        max_length=ANSWER_LENGTH,
        error_messages={"required": "Please type an answer.", "max_length": TOO_LONG},
    )
