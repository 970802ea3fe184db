"""What goes wrong when a stack is judged."""

from __future__ import annotations


class SecurityError(Exception):
    """Root of the package's errors; says what was given, what is allowed and what to do."""


class NotKnownYetError(SecurityError):
    """A preview has not computed the value; the update judges it, before it changes anything."""
