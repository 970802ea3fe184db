"""The package's errors."""

from __future__ import annotations


class AppError(Exception):
    """An app that can't be run: the message says what was given, what is allowed, what to do."""
