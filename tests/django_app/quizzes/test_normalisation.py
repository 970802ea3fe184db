from __future__ import annotations

import pytest

from quizzes.normalisation import same_answer


@pytest.mark.parametrize(
    ("given", "correct", "case_sensitive", "same"),
    [
        ("Danube", "Danube", True, True),
        ("danube", "Danube", True, False),
        ("DANUBE", "Danube", False, True),
        ("  Tim   Berners-Lee\t", "Tim Berners-Lee", True, True),
        ("Zu\u0308rich", "Zürich", True, True),
        ("ZU\u0308RICH", "Zürich", False, True),
        ("STRASSE", "Straße", False, True),
        ("İstanbul", "i\u0307stanbul", False, True),
        ("Σίσυφος", "ΣΊΣΥΦΟΣ", False, True),
        ("東京", "東京", False, True),
        ("Zurich", "Zürich", False, False),
        ("", "Danube", False, False),
    ],
)
def test_answers_are_the_same_when_a_person_would_say_so(
    given: str, correct: str, *, case_sensitive: bool, same: bool
) -> None:
    assert same_answer(given, correct, case_sensitive=case_sensitive) is same
