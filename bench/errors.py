"""What keeps a measurement from being made."""


class BenchError(Exception):
    """Something that is measured does not run or does not do what it should; says what to do."""
