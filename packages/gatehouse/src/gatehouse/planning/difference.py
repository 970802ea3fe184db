"""Finds the differences between two sets of inputs, down to the single value.

Example: [{"name": "A", "value": "1"}, {"name": "B", "value": "2"}] as app settings, and the same
with "3" in the place of "2". Compared by position, a setting that is put in before them would make
all of them differ; compared by name, there is one difference, at `appSettings[B].value`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

NAMES = ("name", "category")
"""Properties by which the items of a list are known, such as app settings and log categories."""


class Missing:
    """Stands for a value that one side doesn't have."""

    def __repr__(self) -> str:
        """Returns `(missing)`, for whoever reads a failed assertion."""
        return "(missing)"


MISSING = Missing()


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that is not the same on both sides."""

    path: str
    """Such as `siteConfig.appSettings[DEBUG].value`."""
    before: Any
    after: Any


def differences(before: Any, after: Any, path: str = "") -> Iterator[Difference]:  # noqa: ANN401 - any JSON value
    """Yields every difference in the order of the paths; MISSING stands for no value.

    Items of a list are compared by their names if they have any, otherwise the list as a whole.
    """
    if before == after:
        return
    before_items, after_items = _items(before, after), _items(after, before)
    if before_items is None or after_items is None:
        yield Difference(path, before, after)
        return
    for key in sorted(before_items.keys() | after_items.keys()):
        one, other = before_items.get(key, MISSING), after_items.get(key, MISSING)
        yield from differences(one, other, _joined(path, key))
    if before_items == after_items:
        yield Difference(f"{path} (order)", list(before_items), list(after_items))


def _items(value: Any, counterpart: Any) -> Mapping[str, Any] | None:  # noqa: ANN401
    """Returns the items of a container by path, None for what is compared as a whole.

    A container that has no counterpart is listed item by item; an empty one is a value as any.
    """
    if value is MISSING:
        return {} if _items(counterpart, MISSING) else None
    if isinstance(value, Mapping):
        return value or None
    return _named(value) if isinstance(value, list) else None


def _named(items: list[Any]) -> Mapping[str, Any] | None:
    for name in NAMES:
        if items and all(isinstance(item, Mapping) and name in item for item in items):
            named = {
                f"[{item[name]}]": {key: one for key, one in item.items() if key != name}
                for item in items
            }
            # Two items of one name, such as two rules for one address: no name to know them by.
            return named if len(named) == len(items) else None
    return None


def _joined(path: str, key: str) -> str:
    return f"{path}.{key}".removeprefix(".") if not key.startswith("[") else path + key
