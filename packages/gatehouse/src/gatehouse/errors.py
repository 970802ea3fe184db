"""What goes wrong on the laptop, in words for the person in front of it."""


class LocalError(Exception):
    """Root of the package's errors; says what was given, what is allowed and what to do."""
