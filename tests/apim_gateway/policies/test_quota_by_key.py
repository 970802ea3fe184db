from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from apim_gateway.errors import LoadError, PolicyError
from tests.apim_gateway.policies.steps import Call, Compile, refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.compiling.steps import Step
    from apim_gateway.messages.exchange import Exchange


START = datetime(2026, 1, 31, tzinfo=UTC).timestamp()


def quota_by_key(attributes: str = "", period: int = 3600, key: str = "k") -> str:
    return f'<quota-by-key calls="1" renewal-period="{period}" counter-key="{key}" {attributes}/>'


@pytest.fixture
def call(make_exchange: Callable[..., Exchange]) -> Call:
    """Sends a call, seconds after START, through some policies; returns what stopped it."""

    def call(*steps: Step, second: float = 0) -> PolicyError | None:
        exchange = make_exchange()
        exchange._timestamp = datetime.fromtimestamp(START + second, UTC)
        return refusal(exchange, *steps)

    return call


def test_periods_follow_one_another_from_the_first(compile_policy: Compile, call: Call) -> None:
    step = compile_policy(quota_by_key('first-period-start="2025-01-01T00:10:00Z"'))
    seconds = (0, 599, 600, 601, 4199, 4200)
    refused = [call(step, second=second) is not None for second in seconds]
    assert refused == [False, True, False, True, True, False]


def test_the_403_says_when_there_are_calls_again(compile_policy: Compile, call: Call) -> None:
    step = compile_policy(quota_by_key())
    call(step, second=1000)
    error = call(step, second=1800)
    assert error is not None
    assert (error.source, error.status, error.headers, error.body) == (
        "quota-by-key",
        403,
        (("Retry-After", "1800"),),
        "Out of call volume quota. Quota will be replenished in 00:30:00.",
    )


def test_a_lifetime_has_no_end(compile_policy: Compile, call: Call) -> None:
    step = compile_policy(quota_by_key(period=0))
    assert call(step) is None
    error = call(step, second=1e8)
    assert error is not None
    assert (error.headers, error.body) == ((), "Out of call volume quota.")


def test_each_key_has_its_own_calls(compile_policy: Compile, call: Call) -> None:
    steps = [compile_policy(quota_by_key(key=key)) for key in "aba"]
    assert [call(step) is None for step in steps] == [True, True, False]


def test_a_request_counts_once_however_many_policies_have_the_key(
    compile_policy: Compile, call: Call
) -> None:
    two = quota_by_key().replace('calls="1"', 'calls="2"')
    steps = [compile_policy(two, scope=scope) for scope in ("global", "api")]
    assert [call(*steps) is None for _ in range(3)] == [True, True, False]


@pytest.mark.parametrize(
    ("policy", "message"),
    [
        (quota_by_key(period=299), "use 300 or more seconds, or 0 for ever"),
        (quota_by_key('first-period-start="today"'), "write it as 2026-01-31T00:00:00Z"),
        (quota_by_key('increment-condition="true"'), "increment-condition is not supported"),
        (quota_by_key('bandwidth="1"'), "bandwidth is not supported"),
        ('<quota-by-key calls="1" renewal-period="0"/>', "'counter-key' is missing"),
        (quota_by_key().replace('"1"', '"@(1)"'), "only a literal may stand here"),
    ],
)
def test_a_wrong_setting_is_refused_at_load(
    compile_policy: Compile, policy: str, message: str
) -> None:
    with pytest.raises(LoadError, match=message):
        compile_policy(policy)


@pytest.mark.parametrize("sku", ["Consumption", "StandardV2"])
def test_some_tiers_do_not_have_it(compile_policy: Compile, sku: str) -> None:
    with pytest.raises(LoadError, match=f"not allowed in '{sku}' sku"):
        compile_policy(quota_by_key(), sku=sku)
