"""Limits of one evaluation: nothing in an expression may hang the gateway."""

from __future__ import annotations

from dataclasses import dataclass

from apim_gateway.expressions.semantics.clr_error import LIMIT, ClrError, out_of_range

STEPS = 1_000_000
"""Loop rounds and lambda calls, about a second."""
LONGEST = 10_000_000
"""Elements or characters that one call may make."""


@dataclass(slots=True)
class Budget:
    """How many more steps one evaluation may take."""

    left: int = STEPS

    def spend(self) -> None:
        """Takes one step; throws when there is none left."""
        self.left -= 1
        if self.left < 0:
            message = f"The expression took more than {STEPS} loop rounds and lambda calls."
            raise ClrError(LIMIT, message)


def bounded(count: int) -> int:
    """Returns the count; throws when it is negative or more than one call may make."""
    if count < 0:
        raise out_of_range("count")
    # `new string('a', 2000000000)` is one step of the budget, but two gigabytes.
    if count > LONGEST:
        raise ClrError(LIMIT, f"The expression asks for {count} elements; {LONGEST} is the most.")
    return count
