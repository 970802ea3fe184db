"""Tells a change of code in one line: the digest says all that its address and its zip say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from gatehouse.planning.difference import Difference

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
SHOWN = 12
"""Characters of a digest that people need to tell one from another."""
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
    """Whether the value is the same but for the digest."""
    one, other = difference.before, difference.after
    if not (isinstance(one, str) and isinstance(other, str)):
        return False
    renamed = one.replace(before, after).replace(before[:IN_NAMES], after[:IN_NAMES])
    return renamed == other
