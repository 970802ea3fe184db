"""When two answers are the same answer."""

from __future__ import annotations

import unicodedata


def same_answer(given: str, correct: str, *, case_sensitive: bool) -> bool:
    """Compares what a person would read: not spaces around words, nor how letters are encoded."""
    return _normalised(given, case_sensitive) == _normalised(correct, case_sensitive)


def _normalised(text: str, case_sensitive: bool) -> str:  # noqa: FBT001 - private, passed on
    words = " ".join(unicodedata.normalize("NFC", text).split())
    if case_sensitive:
        return words
    # Case folding may take letters apart again, as it does with a Turkish capital I.
    return unicodedata.normalize("NFC", words.casefold())
