from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from apim_gateway.errors import LoadError, PolicyError
from apim_gateway.service.model import Subscription
from tests.apim_gateway.policies.steps import Call, Compile, refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.compiling.steps import Step
    from apim_gateway.messages.exchange import Exchange
    from tests.apim_gateway.stand_ins import Clock


def quota(calls: int = 2, period: int = 3600, inner: str = "") -> str:
    return f'<quota calls="{calls}" renewal-period="{period}">{inner}</quota>'


@pytest.fixture
def compile_quota(compile_policy: Compile) -> Compile:
    return lambda policy: compile_policy(policy, scope="product")


@pytest.fixture
def call(make_exchange: Callable[..., Exchange]) -> Call:
    """Sends a call of a subscription; returns the error that stopped it."""

    def call(step: Step, key: str = "s1", api: str = "demo") -> PolicyError | None:
        exchange = make_exchange()
        assert exchange.api is not None
        exchange.api = replace(exchange.api, id=api)
        exchange.subscription = Subscription(id=key, name="") if key else None
        return refusal(exchange, step)

    return call


def test_the_calls_are_back_when_the_period_ends(
    compile_quota: Compile, call: Call, clock: Clock
) -> None:
    step = compile_quota(quota())
    refused = []
    for second in (0, 3000, 3599, 3600, 3601, 3602):
        clock.now = 1000 + second
        refused.append(call(step) is not None)
    assert refused == [False, False, True, False, False, True]


@pytest.mark.parametrize(
    ("period", "elapsed", "headers", "message"),
    [
        (
            3600,
            61.5,
            (("Retry-After", "3539"),),
            "Out of call volume quota. Quota will be replenished in 00:58:59.",
        ),
        (
            604800,
            0,
            (("Retry-After", "604800"),),
            "Out of call volume quota. Quota will be replenished in 7.00:00:00.",
        ),
        (0, 1e9, (), "Out of call volume quota."),
    ],
)
def test_the_403_says_when_there_are_calls_again(
    compile_quota: Compile,
    call: Call,
    clock: Clock,
    period: int,
    elapsed: float,
    headers: tuple[tuple[str, str], ...],
    message: str,
) -> None:
    step = compile_quota(quota(calls=1, period=period))
    call(step)
    clock.now += elapsed
    error = call(step)
    assert error is not None
    assert (error.source, error.reason, error.status, error.headers, error.message) == (
        "quota",
        "QuotaExceeded",
        403,
        headers,
        message,
    )
    assert error.body == message


def test_each_subscription_has_its_own_calls(compile_quota: Compile, call: Call) -> None:
    step = compile_quota(quota(calls=1))
    assert [call(step, key) is None for key in ("s1", "s2", "s1")] == [True, True, False]


def test_calls_without_a_key_are_not_counted(compile_quota: Compile, call: Call) -> None:
    step = compile_quota(quota(calls=1))
    assert [call(step, "") is None for _ in range(2)] == [True, True]


def test_apis_have_quotas_of_their_own(compile_quota: Compile, call: Call) -> None:
    step = compile_quota(quota(calls=3, inner='<api id="demo" calls="1" renewal-period="0"/>'))
    passed = [call(step, api=api) is None for api in ("demo", "demo", "x", "x", "x")]
    assert passed == [True, False, True, True, False]


def test_the_counters_outlive_a_reload(compile_quota: Compile, call: Call) -> None:
    steps = [compile_quota(quota(calls=1)) for _ in range(2)]
    assert [call(step) is None for step in steps] == [True, False]


@pytest.mark.parametrize(
    ("policy", "message"),
    [
        ('<quota renewal-period="1"/>', "'calls' is missing"),
        ('<quota calls="1"/>', "'renewal-period' is missing"),
        (quota(period=-1), "use a whole number from 0"),
        ('<quota calls="1" bandwidth="9" renewal-period="1"/>', "bandwidth is not supported"),
    ],
)
def test_a_wrong_setting_is_refused_at_load(
    compile_quota: Compile, policy: str, message: str
) -> None:
    with pytest.raises(LoadError, match=message):
        compile_quota(policy)


def test_it_is_for_products_only(compile_policy: Compile) -> None:
    with pytest.raises(LoadError, match="not allowed in the scope 'api'"):
        compile_policy(quota())
