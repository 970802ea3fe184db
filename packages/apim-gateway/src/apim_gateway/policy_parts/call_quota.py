"""The settings of quota and quota-by-key, and their 403.

https://learn.microsoft.com/azure/api-management/quota-policy
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from apim_gateway.errors import LoadError
from apim_gateway.messages.error_answers import QUOTA_EXCEEDED, QUOTA_EXCEEDED_FOR_EVER
from apim_gateway.policy_parts.fixed_window import LIFETIME

if TYPE_CHECKING:
    from apim_gateway.documents.element import Element
    from apim_gateway.errors import PolicyError
    from apim_gateway.policy_parts.fixed_window import FixedWindow

LIMITS = ("calls", "bandwidth", "renewal-period")
MAX_CALLS = 2**63 - 1
MAX_PERIOD = 10**10
"""Seconds; some three hundred years."""


def read_quota(settings: Element, shortest: int) -> tuple[int, int]:
    """Returns calls and period; 0 is the period without an end. Raises LoadError."""
    if "bandwidth" in settings.attributes:
        raise LoadError(
            settings.place,
            "bandwidth is not supported: only calls are counted; leave it out and give calls",
        )
    calls = settings.number("calls", low=1, high=MAX_CALLS, default=None)
    period = settings.number("renewal-period", low=0, high=MAX_PERIOD, default=None)
    # For quota-by-key, Azure takes 0 and 300 s or more, and nothing between.
    if LIFETIME < period < shortest:
        raise LoadError(
            settings.place,
            f"renewal-period='{period}' is refused; use {shortest} or more seconds, or 0 for ever",
        )
    return calls, period


def exceeded(policy: str, window: FixedWindow, period: int, now: float) -> PolicyError:
    """Returns the 403, which says when there will be calls again, if ever."""
    if not period:
        return QUOTA_EXCEEDED_FOR_EVER.error(policy)
    seconds = math.ceil(window.left(period, now))
    return QUOTA_EXCEEDED.error(policy, seconds=seconds, time_span=_time_span(seconds))


def _time_span(seconds: int) -> str:
    """Writes seconds as .NET does: `[d.]hh:mm:ss`."""
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    return f"{f'{days}.' if days else ''}{hours:02}:{minutes:02}:{seconds:02}"
