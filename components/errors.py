"""The error for a declaration that can't be made, in words for the person who wrote it."""

from __future__ import annotations

from pulumi import RunError


class ComponentError(RunError):
    """Root of the package's errors: the message says what was given, what is allowed, what to do.

    Pulumi prints a RunError without a traceback.
    """
