"""Compares two answers as a person would."""

from __future__ import annotations

import unicodedata


def same_answer(given: str, correct: str, *, case_sensitive: bool) -> bool:
    """Returns whether both read the same: spaces around words and the encoding don't matter.

    Example: `é` may be one character, or an `e` and an accent, and a keyboard chooses.
    """
    return _normalised(given, case_sensitive) == _normalised(correct, case_sensitive)


def _normalised(text: str, case_sensitive: bool) -> str:  # noqa: FBT001 - private, passed on
    words = " ".join(unicodedata.normalize("NFC", text).split())
    if case_sensitive:
        return words
    # Case folding may take letters apart again, as it does with a Turkish capital I.
    return unicodedata.normalize("NFC", words.casefold())
