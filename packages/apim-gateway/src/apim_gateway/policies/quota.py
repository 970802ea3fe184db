"""Limits the calls of a subscription in a period, or for ever.

https://learn.microsoft.com/azure/api-management/quota-policy
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apim_gateway.compiling.policy import INBOUND, Policy
from apim_gateway.policy_parts.call_quota import LIMITS, exceeded, read_quota
from apim_gateway.policy_parts.fixed_window import FixedWindows
from apim_gateway.policy_parts.limit_parts import Part, limit_parts

if TYPE_CHECKING:
    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.compiling.steps import Step
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange


@dataclass(frozen=True, slots=True)
class Quota:
    """A number of calls per period, in seconds; a period of 0 never ends."""

    part: Part
    calls: int
    period: int
    windows: FixedWindows

    @classmethod
    def of(cls, part: Part, compilation: Compilation) -> Quota:
        """Reads the settings; the counters outlive a reload."""
        calls, period = read_quota(part.settings, shortest=1)
        key = ("quota", compilation.owner, compilation.path, part.key, period)
        return cls(part, calls, period, compilation.state(key, lambda: FixedWindows(period)))


def compile_quota(element: Element, compilation: Compilation) -> Step:
    """Reads the quotas at load; a call has to be within all that cover it.

    A period begins with its first call. A call without a subscription key is not counted.
    """
    element.only(attributes=LIMITS, children=("api",))
    quotas = [Quota.of(part, compilation) for part in limit_parts(element, compilation, LIMITS)]
    clock = compilation.clock

    def quota(exchange: Exchange) -> None:
        if exchange.subscription is None:
            return
        now = clock()
        # As with rate-limit: a call that one quota refuses counts in none.
        windows = []
        for each in quotas:
            if each.part.covers(exchange):
                window = each.windows.of(exchange.subscription.id, now, now)
                if window.used >= each.calls:
                    raise exceeded("quota", window, each.period, now)
                windows.append(window)
        for window in windows:
            window.used += 1

    return quota


POLICY = Policy(name="quota", sections=(INBOUND,), scopes=("product",), compile=compile_quota)
