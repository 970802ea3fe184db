"""Describes a change in words that people read, without its secrets."""

from __future__ import annotations

import json
from difflib import unified_diff
from typing import TYPE_CHECKING, Any

from gatehouse.graph.lineage import lineage
from gatehouse.planning.code_difference import fold_code
from gatehouse.planning.difference import MISSING, Difference
from gatehouse.planning.report import PropertyChange, ResourceChange

if TYPE_CHECKING:
    from gatehouse.planning.change import Change
    from gatehouse.planning.mask import Mask

LONGEST = 160
"""Characters of a value that are shown."""
CONTEXT = 2
"""Lines around a change in a text of several lines."""


def describe(change: Change, mask: Mask) -> ResourceChange:
    """Returns the change in words; of a secret it says that it differs, and no more."""
    # Masked first: what is cut off or laid out in lines afterwards would not be recognised.
    masked = [Difference(one.path, mask(one.before), mask(one.after)) for one in change.differences]
    return ResourceChange(
        mark=change.kind.value,
        place=lineage(change.resource.urn),
        name=change.resource.name,
        properties=tuple(map(_property, fold_code(masked))),
    )


def _property(difference: Difference) -> PropertyChange:
    before, after = difference.before, difference.after
    return PropertyChange(
        path=difference.path,
        before=_value(before),
        after=_value(after),
        lines=_lines(before, after),
    )


def _lines(before: object, after: object) -> tuple[str, ...]:
    """Returns the lines that differ between two texts, if one of them has several lines."""
    texts = [value if isinstance(value, str) else "" for value in (before, after)]
    if not any("\n" in text for text in texts):
        return ()
    one, other = (text.splitlines() for text in texts)
    names_and_lines = list(unified_diff(one, other, n=CONTEXT, lineterm=""))
    return tuple(names_and_lines[2:])


def _value(value: Any) -> str | None:  # noqa: ANN401 - any JSON value
    if value is MISSING:
        return None
    text = json.dumps(_with_whole_numbers(value), ensure_ascii=False)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _with_whole_numbers(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Returns the value with 3 for 3.0: the engine's protocol has no integers."""
    if isinstance(value, dict):
        return {key: _with_whole_numbers(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_with_whole_numbers(one) for one in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
