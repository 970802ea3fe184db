"""The error for a setting that the program can't use."""

from __future__ import annotations

from pulumi import RunError


class ConfigError(RunError):
    """A setting that can't be used: the message says what was given, what is allowed, what to do.

    Pulumi prints a RunError without a traceback.
    """

    def __init__(self, key: str, given: object, allowed: str, remedy: str = "") -> None:
        remedy = remedy or f"correct it with `pulumi config set {key} VALUE`"
        super().__init__(f"{key} is {given!r}; allowed is {allowed}; {remedy}")
