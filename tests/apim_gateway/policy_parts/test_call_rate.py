from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from apim_gateway.policy_parts.call_rate import RateReport

if TYPE_CHECKING:
    from apim_gateway.messages.exchange import Exchange

EVERYTHING = RateReport("rate-limit", "X-Retry", "retry", "X-Left", "left", "X-All")
NOTHING = RateReport("rate-limit", "Retry-After", "", "", "", "")


@pytest.mark.parametrize(
    ("report", "variables", "headers"),
    [
        (EVERYTHING, {"left": 3}, [("X-Left", "3"), ("X-All", "5")]),
        (NOTHING, {}, []),
    ],
)
def test_what_is_told_of_a_call_that_may_pass(
    exchange: Exchange,
    report: RateReport,
    variables: dict[str, object],
    headers: list[tuple[str, str]],
) -> None:
    report.allowed(exchange, 5, 3)
    assert (exchange.variables, exchange.final_headers) == (variables, headers)


@pytest.mark.parametrize(("seconds", "told"), [(56.2, 57), (57.0, 57), (0.01, 1), (0.0, 1)])
def test_the_wait_is_told_in_whole_seconds_and_never_too_short(
    exchange: Exchange, seconds: float, told: int
) -> None:
    error = EVERYTHING.exceeded(exchange, 5, seconds)
    assert (error.headers, error.body, exchange.variables) == (
        (("X-Retry", str(told)),),
        f"Rate limit is exceeded. Try again in {told} seconds.",
        {"left": 0, "retry": told},
    )
