"""The addresses of the quizzes."""

from __future__ import annotations

from django.urls import path

from quizzes import views

app_name = "quizzes"
urlpatterns = [
    path("", views.quiz_list, name="quiz_list"),
    path("<int:quiz_id>/", views.quiz, name="quiz"),
    path("<int:quiz_id>/questions/<int:question_id>/", views.question, name="question"),
    path("<int:quiz_id>/score/", views.score, name="score"),
]
