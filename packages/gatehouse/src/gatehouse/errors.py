"""The errors of this package, in words for the person in front of the laptop."""


class LocalError(Exception):
    """Root of the package's errors; says what was given, what is allowed and what to do."""
