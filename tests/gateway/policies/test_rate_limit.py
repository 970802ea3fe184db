from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

import pytest

from gateway.errors import LoadError, PolicyError
from gateway.model import NamedValue, Subscription

if TYPE_CHECKING:
    from gateway.exchange import Exchange
    from gateway.policy import Step

Call = Callable[..., "PolicyError | None"]
Compile = Callable[..., "Step"]


class Clock(Protocol):
    now: float


REPORT = (
    'remaining-calls-header-name="X-Left" total-calls-header-name="X-All" '
    'remaining-calls-variable-name="left" retry-after-variable-name="wait"'
)
PLAIN = '<rate-limit calls="2" renewal-period="60"/>'


@pytest.fixture
def exchange(make_exchange: Callable[..., Exchange]) -> Exchange:
    exchange = make_exchange()
    exchange.subscription = Subscription(id="s1", name="")
    return exchange


@pytest.fixture
def call(exchange: Exchange) -> Call:
    """Sends a call; returns the error that stopped it."""

    def call(
        step: Step, key: str = "s1", api: str = "demo", operation: str = "get-items"
    ) -> PolicyError | None:
        assert exchange.api is not None
        assert exchange.operation is not None
        exchange.subscription = Subscription(id=key, name="") if key else None
        exchange.api = replace(exchange.api, id=api)
        exchange.operation = replace(exchange.operation, id=operation, name=f"The {operation}")
        try:
            step(exchange)
        except PolicyError as error:
            return error
        return None

    return call


def test_calls_beyond_the_limit_wait_until_one_has_left_the_window(
    compile_policy: Compile, call: Call, clock: Clock
) -> None:
    step = compile_policy(PLAIN)
    refused = []
    for second in (0, 3, 59, 60, 62, 63):
        clock.now = 1000 + second
        refused.append(call(step) is not None)
    assert refused == [False, False, True, False, True, False]


def test_the_429_says_when_to_come_back(compile_policy: Compile, call: Call, clock: Clock) -> None:
    step = compile_policy(PLAIN)
    call(step)
    call(step)
    clock.now += 3.5
    error = call(step)
    assert error is not None
    assert (error.source, error.reason, error.message, error.status, error.headers, error.body) == (
        "rate-limit",
        "RateLimitExceeded",
        "Rate limit is exceeded",
        429,
        (("Retry-After", "57"),),
        "Rate limit is exceeded. Try again in 57 seconds.",
    )


def test_each_subscription_has_its_own_calls(compile_policy: Compile, call: Call) -> None:
    step = compile_policy('<rate-limit calls="1" renewal-period="60"/>')
    assert [call(step, key) is None for key in ("s1", "s2", "s1")] == [True, True, False]


def test_calls_without_a_key_are_not_limited(compile_policy: Compile, call: Call) -> None:
    step = compile_policy('<rate-limit calls="1" renewal-period="60"/>')
    assert [call(step, "") is None for _ in range(3)] == [True, True, True]


def test_the_counters_outlive_a_reload(compile_policy: Compile, call: Call) -> None:
    before, after = (compile_policy(PLAIN) for _ in range(2))
    assert [call(step) is None for step in (before, after, after)] == [True, True, False]


def test_documents_count_apart(compile_policy: Compile, call: Call) -> None:
    product, api = (
        compile_policy('<rate-limit calls="1" renewal-period="60"/>', scope=scope)
        for scope in ("product", "api")
    )
    assert [call(step) is None for step in (product, api, product)] == [True, True, False]


NESTED = """
<rate-limit calls="4" renewal-period="60">
  <api id="demo" name="ignored" calls="3" renewal-period="60">
    <operation name="The get-items" calls="1" renewal-period="60"/>
    <operation id="other" calls="1" renewal-period="60"/>
  </api>
</rate-limit>"""


@pytest.mark.parametrize(
    ("calls", "passed"),
    [
        ([("elsewhere", "x")] * 5, 4),
        ([("demo", "get-items"), ("demo", "get-items")], 1),
        ([("demo", "other"), ("demo", "other")], 1),
        ([("elsewhere", "other"), ("elsewhere", "other")], 2),
    ],
)
def test_apis_and_operations_have_limits_of_their_own(
    compile_policy: Compile, call: Call, calls: list[tuple[str, str]], passed: int
) -> None:
    step = compile_policy(NESTED)
    outcomes = [call(step, api=api, operation=operation) is None for api, operation in calls]
    assert sum(outcomes) == passed


def test_a_refused_call_uses_up_no_other_limit(compile_policy: Compile, call: Call) -> None:
    step = compile_policy(NESTED)
    refused = [call(step) is not None for _ in range(4)]
    others = [call(step, api="elsewhere") is None for _ in range(4)]
    assert (refused, others) == ([False, True, True, True], [True, True, True, False])


def test_names_are_display_names(compile_policy: Compile, call: Call) -> None:
    step = compile_policy(
        '<rate-limit calls="9" renewal-period="60">'
        '<api name="Demo" calls="1" renewal-period="60"/></rate-limit>'
    )
    assert [call(step) is None for _ in range(2)] == [True, False]


def test_variables_and_headers_hold_the_numbers(
    compile_policy: Compile, call: Call, exchange: Exchange, clock: Clock
) -> None:
    step = compile_policy(f'<rate-limit calls="2" renewal-period="60" {REPORT}/>')
    told = []
    for second in (0, 0, 10):
        clock.now = 1000 + second
        exchange.variables, exchange.final_headers = {}, []
        call(step)
        told.append((exchange.variables, dict(exchange.final_headers)))
    assert told == [
        ({"left": 1}, {"X-Left": "1", "X-All": "2"}),
        ({"left": 0}, {"X-Left": "0", "X-All": "2"}),
        ({"left": 0, "wait": 50}, {"X-Left": "0", "X-All": "2"}),
    ]


def test_without_names_only_the_limit_itself_is_told(
    compile_policy: Compile, call: Call, exchange: Exchange
) -> None:
    call(compile_policy(PLAIN))
    assert (exchange.variables, exchange.final_headers) == ({}, [])


def test_the_retry_header_can_have_another_name(compile_policy: Compile, call: Call) -> None:
    step = compile_policy(
        '<rate-limit calls="1" renewal-period="30" retry-after-header-name="X-Retry"/>'
    )
    call(step)
    error = call(step)
    assert error is not None
    assert error.headers == (("X-Retry", "30"),)


def test_named_values_may_be_limits(compile_policy: Compile, call: Call) -> None:
    step = compile_policy(
        '<rate-limit calls="{{limit}}" renewal-period="60"/>',
        named_values=(NamedValue(name="limit", value="1"),),
    )
    assert [call(step) is None for _ in range(2)] == [True, False]


@pytest.mark.parametrize(
    ("policy", "message"),
    [
        ('<rate-limit renewal-period="60"/>', "the attribute 'calls' is missing"),
        ('<rate-limit calls="x" renewal-period="60"/>', "calls='x' is refused; use a whole number"),
        ('<rate-limit calls="0" renewal-period="60"/>', "calls='0' is refused"),
        ('<rate-limit calls="1" renewal-period="301"/>', "use a whole number from 1 to 300"),
        ('<rate-limit calls="@(1)" renewal-period="60"/>', "only a literal may stand here"),
        ('<rate-limit calls="1" renewal-period="60" key="k"/>', "the attribute 'key' is not known"),
        (
            PLAIN.replace("/>", '><api calls="1" renewal-period="60"/></rate-limit>'),
            "neither name nor id is given",
        ),
        (
            NESTED.replace('id="other" calls="1" renewal-period="60"', 'id="other" calls="1"'),
            "the attribute 'renewal-period' is missing",
        ),
    ],
)
def test_a_wrong_setting_is_refused_at_load(
    compile_policy: Compile, policy: str, message: str
) -> None:
    with pytest.raises(LoadError, match=message):
        compile_policy(policy)


def test_it_is_not_for_all_apis(compile_policy: Compile) -> None:
    with pytest.raises(LoadError, match="not allowed in the scope 'global'"):
        compile_policy(PLAIN, scope="global")


def test_it_may_stand_only_once(compile_policy: Compile) -> None:
    with pytest.raises(LoadError, match="may stand only once in a policy document"):
        compile_policy(PLAIN, PLAIN)
