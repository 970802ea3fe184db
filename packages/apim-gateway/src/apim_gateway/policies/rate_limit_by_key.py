"""Limits the calls that share a key in a sliding window of seconds.

https://learn.microsoft.com/azure/api-management/rate-limit-by-key-policy
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.compiling.loading import is_expression
from apim_gateway.compiling.policy import INBOUND, Policy
from apim_gateway.compiling.settings import number
from apim_gateway.errors import LoadError
from apim_gateway.policy_parts.call_rate import MAX_CALLS, MAX_PERIOD, REPORT, RateReport
from apim_gateway.policy_parts.sliding_window import SlidingWindows

if TYPE_CHECKING:
    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.compiling.steps import Step
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange

ATTRIBUTES = ("calls", "renewal-period", "counter-key", "increment-count", *REPORT)


def compile_rate_limit_by_key(element: Element, compilation: Compilation) -> Step:
    """Reads the limit at load; policies with the same key and period share one counter.

    `calls`, `renewal-period` (1 to 300 s) and `counter-key` may be expressions, evaluated for each
    call; `increment-count` is a number, 1 by default. The counters outlive a reload.
    """
    _refuse_conditions(element)
    element.only(attributes=ATTRIBUTES)
    calls = number(element, "calls", compilation, low=1, high=MAX_CALLS)
    period = number(element, "renewal-period", compilation, low=1, high=MAX_PERIOD)
    key = compilation.text(element.required("counter-key"), element.place)
    increment = number(element, "increment-count", compilation, low=0, high=MAX_CALLS, default=1)
    report = RateReport.of(element, compilation)
    windows = compilation.state("rate-limit-by-key", lambda: SlidingWindows(MAX_PERIOD))
    clock = compilation.clock

    def rate_limit_by_key(exchange: Exchange) -> None:
        now, most, seconds = clock(), calls(exchange), period(exchange)
        # The period is part of the key: a caller may be counted per second and per minute.
        window = windows.of((key(exchange), seconds), now)
        used = window.used(seconds, now)
        if used >= most:
            raise report.exceeded(exchange, most, window.wait(used + 1 - most, seconds, now))
        count = increment(exchange)
        window.add(count, seconds, now)
        report.allowed(exchange, most, max(0, most - used - count))

    return rate_limit_by_key


def _refuse_conditions(element: Element) -> None:
    expression = is_expression(element.attribute("increment-count", ""))
    if expression or "increment-condition" in element.attributes:
        raise LoadError(
            element.place,
            "increment-condition and an expression in increment-count are not supported: "
            "calls are counted when they come, before there is a response; leave them out",
        )


POLICY = Policy(
    name="rate-limit-by-key",
    sections=(INBOUND,),
    compile=compile_rate_limit_by_key,
    consumption=False,
)
