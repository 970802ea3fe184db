"""Text that steers neither a terminal nor a page."""

from __future__ import annotations


def printable(text: str) -> str:
    """Returns the text on one line, with escapes for what has no shape of its own."""
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else ascii(one)[1:-1] for one in text)
