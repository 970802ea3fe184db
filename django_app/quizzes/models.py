"""Quizzes, their questions, and the two kinds of answers."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse

from quizzes.normalisation import same_answer

ANSWER_LENGTH = 200


class QuizQuerySet(models.QuerySet["Quiz"]):
    """Quizzes, as they are listed."""

    def with_lengths(self) -> QuizQuerySet:
        """Counts every quiz's questions, drafts left out, as `length`."""
        # A question has one answer of a kind at most: the joins make no row twice.
        answered = Q(questions__free_text_answer__isnull=False)
        answered |= Q(questions__multiple_choice_answer__isnull=False)
        return self.annotate(length=Count("questions", filter=answered)).order_by("name")


class Quiz(models.Model):
    """A row of questions under one name."""

    name = models.CharField(max_length=100, unique=True)
    description = models.CharField(max_length=300, blank=True)

    objects = QuizQuerySet.as_manager()

    class Meta:
        """Lists quizzes by name."""

        ordering = ("name",)
        verbose_name_plural = "quizzes"

    def __str__(self) -> str:
        """Returns the name, as the admin shows it."""
        return self.name

    def get_absolute_url(self) -> str:
        """Returns the address at which the quiz starts."""
        return reverse("quizzes:quiz", args=[self.pk])


class QuestionQuerySet(models.QuerySet["Question"]):
    """Questions, as they are asked."""

    def answerable(self) -> QuestionQuerySet:
        """Leaves out drafts, which have no answer yet."""
        answered = Q(free_text_answer__isnull=False) | Q(multiple_choice_answer__isnull=False)
        return self.filter(answered)

    def with_answers(self) -> QuestionQuerySet:
        """Fetches the quiz and both kinds of answers in the same query."""
        return self.select_related("quiz", "free_text_answer", "multiple_choice_answer")


class Question(models.Model):
    """One question; without an answer it is a draft."""

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="questions")
    prompt = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField(
        default=0, help_text="Questions are asked by this number, equal ones as they were written."
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        """Asks by position."""

        ordering = ("position", "pk")

    def __str__(self) -> str:
        """Returns the prompt, as the admin shows it."""
        return self.prompt

    def get_absolute_url(self) -> str:
        """Returns the address at which the question is asked and graded."""
        return reverse("quizzes:question", args=[self.quiz_id, self.pk])

    @property
    def answer(self) -> FreeTextAnswer | MultipleChoiceAnswer:
        """The answer; raises FreeTextAnswer.DoesNotExist for a draft."""
        # Django raises for the missing side of a one-to-one relation, which hasattr takes for no.
        if hasattr(self, "multiple_choice_answer"):
            return self.multiple_choice_answer
        return self.free_text_answer


class FreeTextAnswer(models.Model):
    """An answer to be typed."""

    question = models.OneToOneField(
        Question, on_delete=models.CASCADE, related_name="free_text_answer"
    )
    correct_answer = models.CharField(max_length=ANSWER_LENGTH)
    case_sensitive = models.BooleanField(default=False)

    def __str__(self) -> str:
        """Returns the text that is to be typed."""
        return self.correct_answer

    def is_correct(self, given: str) -> bool:
        """Returns whether `given` is the text that is to be typed."""
        return same_answer(given, self.correct_answer, case_sensitive=self.case_sensitive)


class MultipleChoiceAnswer(models.Model):
    """An answer to be picked from a list, be it of one."""

    question = models.OneToOneField(
        Question, on_delete=models.CASCADE, related_name="multiple_choice_answer"
    )
    correct_answer = models.CharField(max_length=ANSWER_LENGTH)
    choices = ArrayField(models.CharField(max_length=ANSWER_LENGTH))

    def __str__(self) -> str:
        """Returns the right choice."""
        return self.correct_answer

    def clean(self) -> None:
        """Refuses lists that can't be answered."""
        if self.correct_answer not in self.choices:
            raise ValidationError(
                {"correct_answer": "The correct answer must be one of the choices."}
            )
        if len(set(self.choices)) != len(self.choices):
            raise ValidationError({"choices": "Every choice may be in the list only once."})

    def is_correct(self, given: str) -> bool:
        """Returns whether `given` is the right choice."""
        return same_answer(given, self.correct_answer, case_sensitive=True)
