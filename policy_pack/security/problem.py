"""One property that breaks a rule."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One property that is not as it should be."""

    property: str
    """Dotted path; app settings by their name, whole documents by their part."""
    given: object
    """What stands there, never a secret; None for nothing."""
    allowed: str
    remedy: str
