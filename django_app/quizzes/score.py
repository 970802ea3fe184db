"""A visitor's score in a quiz."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizzes.models import Question, Quiz
    from quizzes.progress import Progress


@dataclass(frozen=True, kw_only=True)
class Score:
    """Every question of the quiz, with True, False or, while it is unanswered, None."""

    answers: tuple[tuple[Question, bool | None], ...]

    @classmethod
    def of(cls, quiz: Quiz, progress: Progress) -> Score:
        """Returns the score by the quiz's questions of now, in one query."""
        results = progress.results
        questions = quiz.questions.answerable().with_answers()
        return cls(answers=tuple((each, results.get(str(each.pk))) for each in questions))

    @property
    def total(self) -> int:
        """The number of questions."""
        return len(self.answers)

    @property
    def right(self) -> int:
        """The number of questions that were answered right."""
        return sum(result is True for _, result in self.answers)

    @property
    def next_question(self) -> Question | None:
        """The first question without an answer, if there is one."""
        return next((question for question, result in self.answers if result is None), None)

    @property
    def verdict(self) -> str:
        """A word about it."""
        if self.next_question:
            return "Not everything is answered yet."
        if self.right == self.total:
            return "Every one of them. Well done!"
        if self.right * 2 >= self.total:
            return "A good round."
        return "There is always another round."
