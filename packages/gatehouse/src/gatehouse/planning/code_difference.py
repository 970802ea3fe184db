"""Folds a change of code into one line: its address and its zip follow from its digest.

Example: after an edit of an app its blob differs by the whole digest and its file by the first 16
characters

    blobName      app-3f1c…/released-package.zip → app-9b20…/released-package.zip
    source.path   app-3f1c….zip → app-9b20….zip

and the plan has one line for both: `code  3f1c… → 9b20…`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from gatehouse.planning.difference import Difference

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
SHOWN = 12
"""Characters of a digest that are enough for people to see that two are not the same."""
IN_NAMES = 16
"""Characters of it that file names have."""


def fold_code(found: Sequence[Difference]) -> Iterator[Difference]:
    """Yields the differences with one for the code in place of all that follow from its digest."""
    pairs = {pair for difference in found if (pair := _digests(difference))}
    for before, after in sorted(pairs):
        yield Difference("code", before[:SHOWN], after[:SHOWN])
    for difference in found:
        if not any(_follows(difference, before, after) for before, after in pairs):
            yield difference


def _digests(difference: Difference) -> tuple[str, str] | None:
    before, after = (_digest(value) for value in (difference.before, difference.after))
    return (before, after) if before and after and before != after else None


def _digest(value: Any) -> str:  # noqa: ANN401 - any JSON value
    match = DIGEST.search(value) if isinstance(value, str) else None
    return match[0] if match else ""


def _follows(difference: Difference, before: str, after: str) -> bool:
    """Returns whether the value is the same but for the digest."""
    one, other = difference.before, difference.after
    if not (isinstance(one, str) and isinstance(other, str)):
        return False
    renamed = one.replace(before, after).replace(before[:IN_NAMES], after[:IN_NAMES])
    return renamed == other
