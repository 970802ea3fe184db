"""The errors of the package."""

from __future__ import annotations


class SecurityError(Exception):
    """Root of the package's errors; a message holds the given, the allowed and the remedy."""


class NotKnownYetError(SecurityError):
    """A preview has not computed the value; the update judges it, before it changes anything."""
