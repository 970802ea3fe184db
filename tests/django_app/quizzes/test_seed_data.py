from __future__ import annotations

import pytest
from django.core.management import call_command

from quizzes.models import Question, Quiz


@pytest.mark.usefixtures("database")
def test_the_seed_data_are_quizzes_that_can_be_taken() -> None:
    call_command("loaddata", "quizzes", verbosity=0)
    assert min([vars(each)["length"] for each in Quiz.objects.with_lengths()]) >= 5
    assert Quiz.objects.count() >= 3
    for question in Question.objects.with_answers():
        question.full_clean()
        question.answer.full_clean()
        assert question.answer.is_correct(str(question.answer)) is True


@pytest.mark.usefixtures("database")
def test_new_quizzes_do_not_collide_with_the_seed_data() -> None:
    call_command("loaddata", "quizzes", verbosity=0)
    assert Question.objects.create(quiz=Quiz.objects.create(name="New"), prompt="New").pk > 0


@pytest.mark.usefixtures("site")
def test_the_migrations_are_those_of_the_models() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
