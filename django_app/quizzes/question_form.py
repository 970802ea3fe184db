"""Writes a question and its answer in one form, so that a whole quiz fits on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from quizzes.models import ANSWER_LENGTH, FreeTextAnswer, MultipleChoiceAnswer, Question

if TYPE_CHECKING:
    QuestionModelForm = forms.ModelForm[Question]
else:  # Django's forms can't be subscripted when they run
    QuestionModelForm = forms.ModelForm


class QuestionForm(QuestionModelForm):
    """A question to be picked when there are choices, and to be typed when there are none."""

    choices = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "cols": 40}),
        help_text="One on each line. Leave this empty if the answer is to be typed.",
    )
    correct_answer = forms.CharField(
        max_length=ANSWER_LENGTH,
        required=False,
        help_text="Where there are choices, one of them. Without it the question is not asked yet.",
    )
    case_sensitive = forms.BooleanField(
        required=False, help_text="A typed answer has to have the same capital letters."
    )

    class Meta:
        """Leaves the quiz to the page that the form is on."""

        model = Question
        fields = ("prompt", "position")

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> object:
        """Returns the field's value as it is saved, also that of the answer's fields."""
        written = _written(self.instance)
        if field_name in written:
            return written[field_name]
        return super().get_initial_for_field(field, field_name)

    def clean_choices(self) -> list[str]:
        """Returns the lines that are not blank."""
        lines = [line.strip() for line in self.cleaned_data["choices"].splitlines()]
        return [line for line in lines if line]

    def clean(self) -> dict[str, Any]:
        """Refuses what the answer's model refuses, each complaint at its field."""
        cleaned = super().clean() or self.cleaned_data
        answer = _answer(cleaned)
        if answer is not None:
            try:
                answer.full_clean(exclude=["question"])
            except ValidationError as complaints:
                self.add_error(None, complaints)
        return cleaned

    def _save_m2m(self) -> None:
        """Saves the answer after the question, which is when Django saves what refers to it."""
        super()._save_m2m()  # type: ignore[misc]
        for kind in (FreeTextAnswer, MultipleChoiceAnswer):
            kind.objects.filter(question=self.instance).delete()
        answer = _answer(self.cleaned_data)
        if answer is not None:
            answer.question = self.instance
            answer.save()


def _answer(cleaned: dict[str, Any]) -> FreeTextAnswer | MultipleChoiceAnswer | None:
    correct = cleaned.get("correct_answer", "")
    if choices := cleaned.get("choices"):
        return MultipleChoiceAnswer(correct_answer=correct, choices=choices)
    if correct:
        return FreeTextAnswer(correct_answer=correct, case_sensitive=cleaned["case_sensitive"])
    return None


def _written(question: Question) -> dict[str, object]:
    try:
        answer = question.answer
    except FreeTextAnswer.DoesNotExist:
        return {}
    if isinstance(answer, MultipleChoiceAnswer):
        return {"correct_answer": answer.correct_answer, "choices": "\n".join(answer.choices)}
    return {"correct_answer": answer.correct_answer, "case_sensitive": answer.case_sensitive}
