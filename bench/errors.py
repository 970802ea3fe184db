"""The error of a measurement that can't be made."""


class BenchError(Exception):
    """Something that is measured does not run or does not do what it should; says what to do."""
