"""What happens when a resource is deleted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Deletion:
    """What to know before it, and how to free the name where Azure keeps it."""

    note: str
    """What goes with the resource, or how long Azure keeps it; as `make down` says it."""
    listed_by: tuple[str, ...] = ()
    """Command of the Azure CLI that lists the names that Azure keeps; empty where it keeps none."""
    remedy: str = ""
    """Commands that free one, with `{name}`, `{group}` and `{region}`."""
