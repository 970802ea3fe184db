"""What `make doctor` has found out about one thing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineCheck:
    """What one look found; `remedy` is empty when all is well."""

    subject: str
    remedy: str
    needed: bool = True
    """Whether the local run needs it; the rest is for tests and deployment."""
