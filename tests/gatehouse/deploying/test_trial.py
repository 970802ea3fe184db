from __future__ import annotations

import pytest

from gatehouse.deploying.trial import SmokeCheck


@pytest.mark.parametrize(
    ("release", "answer", "right"),
    [
        ("web-2", "200, release web-2", True),
        ("web-2", "200, release web-1", False),
        ("web-2", "200, release unknown", True),
        ("web-2", "503, release unknown", False),
        ("", "200", True),
        ("", "404", False),
    ],
)
def test_an_app_that_names_no_release_is_judged_by_its_answer(
    release: str, answer: str, *, right: bool
) -> None:
    check = SmokeCheck(what="site", url="https://example.com", status=200, release=release)
    assert check.is_right(answer) == right
