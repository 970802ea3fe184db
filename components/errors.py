"""What is wrong with a declaration, in words for the person who wrote it."""

from __future__ import annotations

from pulumi import RunError


class ComponentError(RunError):
    """Root of the package's errors: the message says what was given, what is allowed, what to do.

    Pulumi prints a RunError without a traceback.
    """


class ConfigError(ComponentError):
    """A setting of the stack can't be used."""

    def __init__(self, key: str, given: object, allowed: str, remedy: str = "") -> None:
        remedy = remedy or f"correct it with `pulumi config set {key} VALUE`"
        super().__init__(f"{key} is {given!r}; allowed is {allowed}; {remedy}")
