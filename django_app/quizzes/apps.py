"""The app, as INSTALLED_APPS names it."""

from __future__ import annotations

from django.apps import AppConfig


class QuizzesConfig(AppConfig):
    """Quizzes, their questions and answers."""

    name = "quizzes"
