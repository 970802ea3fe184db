"""Limits the calls of a subscription in a sliding window of seconds.

https://learn.microsoft.com/azure/api-management/rate-limit-policy
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apim_gateway.compiling.policy import INBOUND, Policy
from apim_gateway.errors import LoadError
from apim_gateway.policy_parts.call_rate import MAX_CALLS, MAX_PERIOD, REPORT, RateReport
from apim_gateway.policy_parts.limit_parts import Part, limit_parts
from apim_gateway.policy_parts.sliding_window import SlidingWindows

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.compiling.steps import Step
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange

LIMITS = ("calls", "renewal-period")


@dataclass(frozen=True, slots=True)
class Limit:
    """A number of calls, 1 to MAX_CALLS, in a period of 1 to MAX_PERIOD seconds."""

    part: Part
    calls: int
    period: int

    @classmethod
    def of(cls, part: Part) -> Limit:
        """Reads the settings; raises LoadError."""
        return cls(
            part,
            part.settings.number("calls", low=1, high=MAX_CALLS, default=None),
            part.settings.number("renewal-period", low=1, high=MAX_PERIOD, default=None),
        )


def compile_rate_limit(element: Element, compilation: Compilation) -> Step:
    """Reads the limits at load; a call has to be within all that cover it.

    All of them are asked before one counts: a refused call must not use up the others. The headers
    report the first, the limit of all calls. The counters outlive a reload. A call without a
    subscription key is not counted.
    """
    _only_once(element, compilation)
    element.only(attributes=(*LIMITS, *REPORT), children=("api",))
    limits = [Limit.of(part) for part in limit_parts(element, compilation, LIMITS)]
    report = RateReport.of(element, compilation)
    key = ("rate-limit", compilation.owner, compilation.path)
    windows = compilation.state(key, lambda: SlidingWindows(MAX_PERIOD))
    clock = compilation.clock
    if len(limits) == 1:
        return _one_limit(limits[0], report, windows, clock)

    def rate_limit(exchange: Exchange) -> None:
        if exchange.subscription is None:
            return
        now = clock()
        covering = []
        for limit in limits:
            if limit.part.covers(exchange):
                window = windows.of((exchange.subscription.id, limit.part.key), now)
                excess = window.used(limit.period, now) + 1 - limit.calls
                if excess > 0:
                    seconds = window.wait(excess, limit.period, now)
                    raise report.exceeded(exchange, limit.calls, seconds)
                covering.append((limit, window))
        for limit, window in covering:
            window.add(1, limit.period, now)
        first, window = covering[0]
        report.allowed(exchange, first.calls, first.calls - window.used(first.period, now))

    return rate_limit


def _one_limit(
    limit: Limit, report: RateReport, windows: SlidingWindows, clock: Callable[[], float]
) -> Step:
    """Compiles the usual case, one limit that covers every call, without the loops."""
    calls, period, name = limit.calls, limit.period, limit.part.key

    def rate_limit(exchange: Exchange) -> None:
        if exchange.subscription is None:
            return
        now = clock()
        window = windows.of((exchange.subscription.id, name), now)
        used = window.used(period, now)
        if used >= calls:
            raise report.exceeded(exchange, calls, window.wait(used + 1 - calls, period, now))
        window.add(1, period, now)
        report.allowed(exchange, calls, calls - used - 1)

    return rate_limit


def _only_once(element: Element, compilation: Compilation) -> None:
    if compilation.path.endswith("]"):  # `rate-limit[2]`: it has a namesake
        raise LoadError(
            element.place,
            "rate-limit may stand only once in a policy document; "
            "use its <api> and <operation> elements for further limits",
        )


POLICY = Policy(
    name="rate-limit",
    sections=(INBOUND,),
    scopes=("product", "api", "operation"),
    compile=compile_rate_limit,
)
