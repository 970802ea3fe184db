"""Reports the state of rate-limit and rate-limit-by-key: headers, variables and the 429.

https://learn.microsoft.com/azure/api-management/rate-limit-policy
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apim_gateway.messages.error_answers import RATE_LIMIT_EXCEEDED

if TYPE_CHECKING:
    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.documents.element import Element
    from apim_gateway.errors import PolicyError
    from apim_gateway.messages.exchange import Exchange

MAX_PERIOD = 300
"""Seconds; the longest window that Azure has."""

MAX_CALLS = 2**31 - 1

REPORT = (
    "retry-after-header-name",
    "retry-after-variable-name",
    "remaining-calls-header-name",
    "remaining-calls-variable-name",
    "total-calls-header-name",
)


@dataclass(frozen=True, slots=True)
class RateReport:
    """The names of the headers and variables that report a limit; an empty name is left out."""

    policy: str
    retry_header: str
    retry_variable: str
    remaining_header: str
    remaining_variable: str
    total_header: str

    @classmethod
    def of(cls, element: Element, compilation: Compilation) -> RateReport:
        """Reads the names; raises LoadError for an expression."""
        first, *others = (
            compilation.constant(element.attribute(name, ""), element.place) for name in REPORT
        )
        return cls(element.name, first or "Retry-After", *others)

    def allowed(self, exchange: Exchange, calls: int, remaining: int) -> None:
        """Reports how many of the limit's calls remain, in variables and headers."""
        # In `final_headers`: a refused call and one that the backend fails report them, too.
        if self.remaining_variable:
            exchange.variables[self.remaining_variable] = remaining
        if self.remaining_header:
            exchange.final_headers.append((self.remaining_header, str(remaining)))
        if self.total_header:
            exchange.final_headers.append((self.total_header, str(calls)))

    def exceeded(self, exchange: Exchange, calls: int, seconds: float) -> PolicyError:
        """Returns the 429 with the seconds until the next call."""
        # Rounded up: a caller who comes back after whole seconds is not refused again.
        wait = max(1, math.ceil(seconds))
        self.allowed(exchange, calls, 0)
        if self.retry_variable:
            exchange.variables[self.retry_variable] = wait
        return RATE_LIMIT_EXCEEDED.error(self.policy, seconds=wait, retry_after=self.retry_header)
