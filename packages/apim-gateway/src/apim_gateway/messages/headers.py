"""HTTP headers: a name may have several values, and its case is kept but ignored."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Headers:
    """An ordered list of header lines, found by name without regard to case."""

    __slots__ = ("lines",)

    def __init__(self, lines: Iterable[tuple[str, str]] = ()) -> None:
        self.lines: list[tuple[str, str]] = list(lines)

    @classmethod
    def of(cls, lines: list[tuple[str, str]]) -> Headers:
        """Wraps these lines without a copy: from now on they belong to the headers."""
        headers = cls.__new__(cls)
        headers.lines = lines
        return headers

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Goes through the lines in order."""
        return iter(self.lines)

    def __contains__(self, name: str) -> bool:
        """Returns whether a line has this name."""
        wanted = name.lower()
        return any(key.lower() == wanted for key, _ in self.lines)

    def get(self, name: str) -> str | None:
        """Returns the first value, or None."""
        wanted = name.lower()
        for key, value in self.lines:
            if key == wanted or key.lower() == wanted:  # received names are in lower case already
                return value
        return None

    def get_all(self, name: str) -> list[str]:
        """Returns the values of all lines with this name."""
        wanted = name.lower()
        return [value for key, value in self.lines if key.lower() == wanted]

    def add(self, name: str, value: str) -> None:
        """Appends a line."""
        self.lines.append((name, value))

    def set(self, name: str, *values: str) -> None:
        """Puts these lines in place of all that have this name."""
        self.remove(name)
        self.lines.extend((name, value) for value in values)

    def remove(self, name: str) -> None:
        """Drops all lines with this name."""
        wanted = name.lower()
        self.lines = [line for line in self.lines if line[0].lower() != wanted]
