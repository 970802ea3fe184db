"""One line of `make doctor`: a thing that was looked at, and the remedy where it isn't right."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineCheck:
    """The result of one look; `remedy` is empty when all is well."""

    subject: str
    remedy: str
    needed: bool = True
    """True when the local run needs it; the rest is for tests and deployment."""
