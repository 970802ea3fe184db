"""A visitor's answers so far, kept in the session."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase

    from quizzes.models import Quiz

KEY = "progress"


class Progress:
    """A visitor's first answers to the questions of one quiz."""

    def __init__(self, session: SessionBase, quiz: Quiz) -> None:
        self._session = session
        self._quiz = str(quiz.pk)

    @property
    def results(self) -> dict[str, bool]:
        """The first answers, right or wrong, by the question's key."""
        results: dict[str, bool] = self._session.get(KEY, {}).get(self._quiz, {})
        return results

    def record(self, question: int, *, correct: bool) -> bool:
        """Keeps the first answer to a question; returns whether this one was it."""
        if str(question) in self.results:
            return False
        everything = self._session.setdefault(KEY, {})
        everything.setdefault(self._quiz, {})[str(question)] = correct
        self._session.modified = True  # Django sees no change inside of a value
        return True

    def restart(self) -> None:
        """Forgets the answers to this quiz."""
        if self._session.get(KEY, {}).pop(self._quiz, None) is not None:
            self._session.modified = True
