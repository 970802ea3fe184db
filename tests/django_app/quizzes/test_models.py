from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from quizzes.models import FreeTextAnswer, MultipleChoiceAnswer, Question, Quiz

if TYPE_CHECKING:
    from collections.abc import Callable


def test_everything_is_called_what_the_admin_should_show(write_quiz: Callable[..., Quiz]) -> None:
    quiz = write_quiz("Rivers", Which="Danube", Pick=["Rhine", "Elbe"])
    which, pick = quiz.questions.all()
    assert [str(each) for each in (quiz, which, which.answer, pick.answer)] == [
        "Rivers",
        "Which",
        "Danube",
        "Rhine",
    ]


@pytest.mark.parametrize(
    ("case_sensitive", "given", "correct"),
    [(False, " danube ", True), (True, "danube", False), (True, "Danube", True)],
)
def test_a_typed_answer_is_compared_as_its_author_wished(
    given: str, *, case_sensitive: bool, correct: bool
) -> None:
    answer = FreeTextAnswer(correct_answer="Danube", case_sensitive=case_sensitive)
    assert answer.is_correct(given) is correct


@pytest.mark.parametrize(("given", "correct"), [("Rhine", True), ("Elbe", False), ("rhine", False)])
def test_a_picked_answer_is_right_when_it_is_the_right_choice(given: str, *, correct: bool) -> None:
    answer = MultipleChoiceAnswer(correct_answer="Rhine", choices=["Rhine", "Elbe"])
    assert answer.is_correct(given) is correct


@pytest.mark.parametrize(
    ("choices", "complaints"),
    [
        (["Rhine", "Elbe"], {}),
        (["Rhine"], {}),
        (["Elbe"], {"correct_answer": ["The correct answer must be one of the choices."]}),
        ([], {"correct_answer": ["The correct answer must be one of the choices."]}),
        (["Rhine", "Rhine"], {"choices": ["Every choice may be in the list only once."]}),
    ],
)
def test_choices_have_to_hold_the_answer_and_nothing_twice(
    choices: list[str], complaints: dict[str, list[str]]
) -> None:
    answer = MultipleChoiceAnswer(correct_answer="Rhine", choices=choices)
    found: dict[str, list[str]] = {}
    try:
        answer.clean()
    except ValidationError as error:
        found = error.message_dict
    assert found == complaints


def test_choices_are_an_array_in_the_database(write_quiz: Callable[..., Quiz]) -> None:
    write_quiz(Pick=["Rhône", "Rhein", "東京"])
    found = MultipleChoiceAnswer.objects.filter(choices__contains=["東京"])
    assert [each.choices for each in found] == [["Rhône", "Rhein", "東京"]]


def test_questions_come_by_position_and_then_as_written(write_quiz: Callable[..., Quiz]) -> None:
    quiz = write_quiz(second="2", third="3")
    Question.objects.create(quiz=quiz, prompt="last", position=1)
    quiz.questions.filter(prompt="third").update(position=0)
    assert [each.prompt for each in quiz.questions.all()] == ["second", "third", "last"]


def test_drafts_are_neither_asked_nor_counted(write_quiz: Callable[..., Quiz]) -> None:
    quiz = write_quiz(typed="x", draft=None, picked=["x"])
    assert [each.prompt for each in quiz.questions.answerable()] == ["typed", "picked"]
    assert [vars(each)["length"] for each in Quiz.objects.with_lengths()] == [2]


def test_a_draft_has_no_answer(write_quiz: Callable[..., Quiz]) -> None:
    (draft,) = write_quiz(draft=None).questions.all()
    with pytest.raises(FreeTextAnswer.DoesNotExist):
        _ = draft.answer


def test_quizzes_are_listed_by_name(write_quiz: Callable[..., Quiz]) -> None:
    for name in ("Rivers", "Books", "Mountains"):
        write_quiz(name)
    assert [each.name for each in Quiz.objects.with_lengths()] == ["Books", "Mountains", "Rivers"]


def test_a_name_is_taken_only_once(write_quiz: Callable[..., Quiz]) -> None:
    write_quiz("Rivers")
    with pytest.raises(IntegrityError):
        write_quiz("Rivers")
