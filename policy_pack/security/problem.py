"""One property that breaks a rule."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One property that is not as it should be."""

    property: str
    """Dotted path; app settings by their name, whole documents by their part."""
    given: object
    """The value as shown to people, never a secret; None where the property is not given."""
    allowed: str
    remedy: str
