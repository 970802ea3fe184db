from __future__ import annotations

import pytest

from quizzes.models import Question
from quizzes.score import Score


@pytest.mark.parametrize(
    ("results", "right", "verdict"),
    [
        ([True, True], 2, "Every one of them. Well done!"),
        ([True, False], 1, "A good round."),
        ([True, False, False], 1, "There is always another round."),
        ([False], 0, "There is always another round."),
        ([True, None], 1, "Not everything is answered yet."),
        ([], 0, "Every one of them. Well done!"),
    ],
)
def test_a_score_counts_and_judges(results: list[bool | None], right: int, verdict: str) -> None:
    score = Score(answers=tuple((Question(), result) for result in results))
    assert (score.right, score.total, score.verdict) == (right, len(results), verdict)


def test_the_way_on_leads_to_the_first_open_question() -> None:
    questions = [Question(prompt=each) for each in "abc"]
    score = Score(answers=tuple(zip(questions, [True, None, None], strict=True)))
    assert score.next_question is questions[1]
