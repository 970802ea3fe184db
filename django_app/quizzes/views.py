"""The pages on which quizzes are taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from quizzes.answer_form import AnswerForm
from quizzes.models import Question, Quiz
from quizzes.progress import Progress
from quizzes.score import Score
from quizzes.step import Step

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def quiz_list(request: HttpRequest) -> HttpResponse:
    """Lists every quiz with its number of questions."""
    return render(request, "quizzes/quiz_list.html", {"quizzes": Quiz.objects.with_lengths()})


@require_safe
def quiz(request: HttpRequest, quiz_id: int) -> HttpResponse:
    """Leads to the first question; says so when there is none yet."""
    first = Question.objects.answerable().filter(quiz=quiz_id).first()
    if first is not None:
        return redirect(first)
    return render(request, "quizzes/quiz_empty.html", {"quiz": get_object_or_404(Quiz, pk=quiz_id)})


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, quiz_id: int, question_id: int) -> HttpResponse:
    """Asks a question; grades the answer that is sent in, in place or on a page of its own."""
    questions = Question.objects.answerable().with_answers()
    asked = get_object_or_404(questions, pk=question_id, quiz=quiz_id)
    page = {"question": asked, "step": Step.of(asked)}
    if request.method != "POST":
        return render(request, "quizzes/question.html", page)
    form = AnswerForm(asked.answer, request.POST)
    graded = _graded(request, asked, form) if form.is_valid() else {"complaint": form.complaint}
    return render(
        request,
        "quizzes/result.html" if _in_place(request) else "quizzes/question.html",
        {**page, **graded, "given": request.POST.get("answer", "")},
        status=200 if form.is_valid() else 422,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def score(request: HttpRequest, quiz_id: int) -> HttpResponse:
    """Shows the number of right first answers; forgets them when asked to by POST."""
    taken = get_object_or_404(Quiz, pk=quiz_id)
    progress = Progress(request.session, taken)
    if request.method == "POST":
        progress.restart()
        return redirect(taken)
    return render(
        request, "quizzes/score.html", {"quiz": taken, "score": Score.of(taken, progress)}
    )


def _graded(request: HttpRequest, question: Question, form: AnswerForm) -> dict[str, object]:
    correct = question.answer.is_correct(form.cleaned_data["answer"])
    counts = Progress(request.session, question.quiz).record(question.pk, correct=correct)
    return {"correct": correct, "counts": counts}


def _in_place(request: HttpRequest) -> bool:
    """Returns whether grading.js asks, which puts the result into the page that is there."""
    return request.headers.get("X-Requested-With") == "fetch"
