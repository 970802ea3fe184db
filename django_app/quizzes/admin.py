"""The pages on which quizzes are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin

from quizzes.models import Question, Quiz
from quizzes.question_form import QuestionForm

if TYPE_CHECKING:
    from typing import TypedDict

    from django.http import HttpRequest
    from django_stubs_ext import WithAnnotations

    from quizzes.models import QuestionQuerySet, QuizQuerySet

    QuestionStackedInline = admin.StackedInline[Question, Quiz]
    QuizModelAdmin = admin.ModelAdmin[Quiz]

    class Length(TypedDict):
        """The annotation that `with_lengths` adds to a quiz."""

        length: int
else:  # the admin's classes can't be subscripted when they run
    QuestionStackedInline = admin.StackedInline
    QuizModelAdmin = admin.ModelAdmin


class QuestionInline(QuestionStackedInline):
    """A quiz's questions, each with its answer."""

    model = Question
    form = QuestionForm
    fields = ("prompt", "choices", "correct_answer", "case_sensitive", "position")
    extra = 1

    def get_queryset(self, _: HttpRequest) -> QuestionQuerySet:
        """Fetches the answers along with the questions."""
        return Question.objects.with_answers()


@admin.register(Quiz)
class QuizAdmin(QuizModelAdmin):
    """A quiz and its questions on one page."""

    inlines = (QuestionInline,)
    list_display = ("name", "description", "length")
    search_fields = ("name", "description")

    def get_queryset(self, _: HttpRequest) -> QuizQuerySet:
        """Counts the questions in the same query."""
        return Quiz.objects.with_lengths()

    @admin.display(description="Questions")
    def length(self, quiz: WithAnnotations[Quiz, Length]) -> int:
        """Returns the number of questions that are asked."""
        return quiz.length
