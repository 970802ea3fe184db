from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from apim_gateway.errors import LoadError, PolicyError
from tests.apim_gateway.policies.steps import Call, Compile, refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.compiling.steps import Step
    from apim_gateway.messages.exchange import Exchange
    from tests.apim_gateway.stand_ins import Clock


def rate_limit_by_key(
    attributes: str = "", calls: str = "2", key: str = "k", period: str = "60"
) -> str:
    return (
        f'<rate-limit-by-key calls="{calls}" renewal-period="{period}" counter-key="{key}" '
        f"{attributes}/>"
    )


BY_USER = "@(context.Request.Headers.GetValueOrDefault(&quot;X-User&quot;))"


@pytest.fixture
def exchange(make_exchange: Callable[..., Exchange]) -> Exchange:
    return make_exchange()


@pytest.fixture
def call(exchange: Exchange) -> Call:
    """Sends a call of a user; returns the error that stopped it."""

    def call(step: Step, user: str = "a") -> PolicyError | None:
        exchange.request.headers.set("X-User", user)
        return refusal(exchange, step)

    return call


def test_each_key_has_its_own_calls(compile_policy: Compile, call: Call) -> None:
    step = compile_policy(rate_limit_by_key(calls="1", key=BY_USER))
    assert [call(step, user) is None for user in "aba"] == [True, True, False]


def test_the_window_slides(compile_policy: Compile, call: Call, clock: Clock) -> None:
    step = compile_policy(rate_limit_by_key())
    refused = []
    for second in (0, 30, 59, 60, 61, 90):
        clock.now = 1000 + second
        refused.append(call(step) is not None)
    assert refused == [False, False, True, False, True, False]


def test_the_429_says_when_to_come_back(compile_policy: Compile, call: Call, clock: Clock) -> None:
    step = compile_policy(rate_limit_by_key(calls="1"))
    call(step)
    clock.now += 3
    error = call(step)
    assert error is not None
    assert (error.source, error.reason, error.status, error.headers, error.body) == (
        "rate-limit-by-key",
        "RateLimitExceeded",
        429,
        (("Retry-After", "57"),),
        "Rate limit is exceeded. Try again in 57 seconds.",
    )


@pytest.mark.parametrize(
    ("scope", "passed"), [("global", [True, False]), ("operation", [True, False])]
)
def test_a_key_is_one_counter_in_every_scope(
    compile_policy: Compile, call: Call, scope: str, passed: list[bool]
) -> None:
    steps = [compile_policy(rate_limit_by_key(calls="1"), scope=each) for each in ("api", scope)]
    assert [call(step) is None for step in steps] == passed


def test_a_call_can_count_for_several(
    compile_policy: Compile, call: Call, exchange: Exchange
) -> None:
    step = compile_policy(
        rate_limit_by_key('increment-count="2" remaining-calls-variable-name="left"', calls="3")
    )
    left = []
    for _ in range(3):
        call(step)
        left.append(exchange.variables["left"])
    assert (left, call(step) is None) == ([1, 0, 0], False)


def test_the_limit_may_be_an_expression(compile_policy: Compile, call: Call) -> None:
    step = compile_policy(rate_limit_by_key(calls="@(1 + 1)", period="@(60)"))
    assert [call(step) is None for _ in range(3)] == [True, True, False]


@pytest.mark.parametrize(
    ("policy", "message"),
    [
        (rate_limit_by_key(period="301"), "use a whole number from 1 to 300"),
        (rate_limit_by_key(calls="some"), "calls='some' is refused"),
        (rate_limit_by_key().replace('counter-key="k"', ""), "'counter-key' is missing"),
        (rate_limit_by_key('increment-condition="true"'), "increment-condition .* not supported"),
        (
            rate_limit_by_key('increment-count="@(2)"'),
            "an expression in increment-count are not supported",
        ),
        (rate_limit_by_key('total-calls-header-name="@(2)"'), "only a literal may stand here"),
    ],
)
def test_a_wrong_setting_is_refused_at_load(
    compile_policy: Compile, policy: str, message: str
) -> None:
    with pytest.raises(LoadError, match=message):
        compile_policy(policy)


def test_the_consumption_tier_does_not_have_it(compile_policy: Compile) -> None:
    with pytest.raises(LoadError, match="not allowed in 'Consumption' sku"):
        compile_policy(rate_limit_by_key(), sku="Consumption")
