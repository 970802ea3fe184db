"""Limits the calls that share a key in a period, or for ever.

https://learn.microsoft.com/azure/api-management/quota-by-key-policy
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from apim_gateway.compiling.policy import INBOUND, Policy
from apim_gateway.compiling.settings import literal_of
from apim_gateway.errors import LoadError
from apim_gateway.policy_parts.call_quota import LIMITS, exceeded, read_quota
from apim_gateway.policy_parts.fixed_window import FixedWindows

if TYPE_CHECKING:
    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.compiling.steps import Step
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange

SHORTEST = 300
"""Seconds; the least that `renewal-period` may be, besides 0."""
FIRST = "0001-01-01T00:00:00Z"
_CONSTANT = (*LIMITS, "first-period-start")


def compile_quota_by_key(element: Element, compilation: Compilation) -> Step:
    """Reads the quota at load; policies with the same key and period share one counter.

    Periods follow one another from `first-period-start` on. A request counts once for a key.
    """
    element.only(attributes=(*_CONSTANT, "counter-key", "increment-condition"))
    _refuse_condition(element)
    for name in element.attributes.keys() & set(_CONSTANT):
        element = literal_of(element, name, compilation)
    calls, period = read_quota(element, SHORTEST)
    first = _first_period(element)
    key = compilation.text(element.required("counter-key"), element.place)
    windows = compilation.state(("quota-by-key", period), lambda: FixedWindows(period))

    def quota_by_key(exchange: Exchange) -> None:
        # Wall clock, as first-period-start is. With periods of 3600 s from 00:00 on, 10:07:30 is in
        # the one of 10:00: 450 s, the remainder, before.
        now = exchange.timestamp.timestamp()
        start = now - (now - first) % period if period else now
        window = windows.of(key(exchange), now, start)
        if window.last == exchange.request_id:
            return
        if window.used >= calls:
            raise exceeded("quota-by-key", window, period, now)
        window.last = exchange.request_id
        window.used += 1

    return quota_by_key


def _first_period(element: Element) -> float:
    text = element.attribute("first-period-start", FIRST)
    try:
        return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).timestamp()
    except ValueError:
        raise LoadError(
            element.place,
            f"first-period-start={text!r} is not a time; write it as 2026-01-31T00:00:00Z",
        ) from None


def _refuse_condition(element: Element) -> None:
    if "increment-condition" in element.attributes:
        raise LoadError(
            element.place,
            "increment-condition is not supported: calls are counted when they come, "
            "before there is a response; leave it out",
        )


POLICY = Policy(
    name="quota-by-key",
    sections=(INBOUND,),
    compile=compile_quota_by_key,
    consumption=False,
    v2=False,
)
