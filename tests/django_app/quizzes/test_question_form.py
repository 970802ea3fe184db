from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quizzes.models import FreeTextAnswer, MultipleChoiceAnswer, Question, Quiz
from quizzes.question_form import QuestionForm

if TYPE_CHECKING:
    from collections.abc import Callable

TYPED = {"correct_answer": "Na", "case_sensitive": "on"}
PICKED = {"correct_answer": "Elbe", "choices": "Rhine\r\n\r\n Elbe "}


def save(question: Question, **data: str) -> Question:
    form = QuestionForm({"prompt": "Which?", "position": "3", **data}, instance=question)
    assert form.errors == {}
    return Question.objects.get(pk=form.save().pk)


def written(question: Question) -> list[object]:
    """The question's answers, of either kind."""
    typed = FreeTextAnswer.objects.filter(question=question)
    picked = MultipleChoiceAnswer.objects.filter(question=question)
    return [
        *typed.values_list("correct_answer", "case_sensitive"),
        *picked.values_list("correct_answer", "choices"),
    ]


@pytest.mark.parametrize(
    ("data", "answers"),
    [
        (TYPED, [("Na", True)]),
        (PICKED, [("Elbe", ["Rhine", "Elbe"])]),
        ({"correct_answer": "one", "choices": "one"}, [("one", ["one"])]),
        ({}, []),
    ],
)
@pytest.mark.parametrize("before", ["typed", ["picked"], None])
def test_the_answer_is_written_with_the_question_and_replaces_the_old_one(
    data: dict[str, str],
    answers: list[object],
    before: str | list[str] | None,
    write_quiz: Callable[..., Quiz],
) -> None:
    question = save(write_quiz(Which=before).questions.get(), **data)
    assert (question.prompt, question.position, written(question)) == ("Which?", 3, answers)


@pytest.mark.parametrize("data", [TYPED, PICKED])
def test_what_is_written_is_shown_and_unchanged(
    data: dict[str, str], write_quiz: Callable[..., Quiz]
) -> None:
    question = save(Question(quiz=write_quiz()), **data)
    form = QuestionForm(instance=question)
    shown = {name: form[name].value() for name in form.fields}
    assert shown == {
        "prompt": "Which?",
        "position": 3,
        "correct_answer": data["correct_answer"],
        "choices": "Rhine\nElbe" if "choices" in data else None,
        "case_sensitive": True if "case_sensitive" in data else None,
    }


@pytest.mark.parametrize(
    ("data", "complaints"),
    [
        ({"choices": "a\nb", "correct_answer": "c"}, ["correct_answer"]),
        ({"choices": "a\nb"}, ["correct_answer"]),
        ({"choices": "a\na", "correct_answer": "a"}, ["choices"]),
        ({"choices": "a\n" + "b" * 201, "correct_answer": "a"}, ["choices"]),
        ({"correct_answer": "b" * 201}, ["correct_answer"]),
        ({"prompt": "", "correct_answer": "b"}, ["prompt"]),
    ],
)
def test_what_cannot_be_asked_is_complained_about_at_its_field(
    data: dict[str, str], complaints: list[str]
) -> None:
    form = QuestionForm({"prompt": "Which?", "position": "0", **data})
    assert list(form.errors) == complaints
