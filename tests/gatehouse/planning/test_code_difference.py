"""A change of code in one line."""

from __future__ import annotations

from gatehouse.planning.code_difference import fold_code
from gatehouse.planning.difference import MISSING, Difference

OLD, NEW = "a" * 64, "b" * 64


def test_all_that_follows_from_the_digest_is_one_line() -> None:
    found = [
        Difference("blobName", f"app-{OLD}/a.zip", f"app-{NEW}/a.zip"),
        Difference("source.path", f"app-{OLD[:16]}.zip", f"app-{NEW[:16]}.zip"),
        Difference("size", 1, 2),
    ]
    assert list(fold_code(found)) == [
        Difference("code", OLD[:12], NEW[:12]),
        Difference("size", 1, 2),
    ]


def test_a_value_that_changes_beside_the_digest_is_still_told() -> None:
    other = Difference("blobName", f"app-{OLD}.zip", f"web-{NEW}.zip")
    assert list(fold_code([other])) == [Difference("code", OLD[:12], NEW[:12]), other]


def test_without_another_digest_nothing_is_folded() -> None:
    found = [
        Difference("name", "a", "b"),
        Difference("note", f"{OLD} and more", f"{OLD} and less"),
        Difference("sha", MISSING, NEW),
    ]
    assert list(fold_code(found)) == found
