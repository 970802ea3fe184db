from __future__ import annotations

import pytest

from apim_gateway.errors import LoadError
from apim_gateway.policies import retry as retry_module
from tests.apim_gateway.policies.steps import Compile, MakeExchange, finish

APPEND = '<set-header name="X-Run" exists-action="append"><value>1</value></set-header>'


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that were waited for, without waiting."""
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr(retry_module, "sleep", sleep)
    monkeypatch.setattr(retry_module, "spread", lambda: 1.0)
    return waits


@pytest.mark.parametrize(
    ("attributes", "seconds"),
    [
        ('count="2" interval="3"', [3, 3]),
        ('count="3" interval="3" first-fast-retry="true"', [0, 3, 3]),
        ('count="3" interval="1" delta="2"', [1, 3, 5]),
        ('count="5" interval="10" delta="10" max-interval="100"', [10, 20, 40, 80, 100]),
        ('count="2" interval="10" max-interval="4"', [4, 4]),
        ('count="@(1 + 1)" interval="@(2)" first-fast-retry="@(true)"', [0, 2]),
    ],
)
async def test_the_waits_between_the_runs(
    compile_policy: Compile,
    make_exchange: MakeExchange,
    waits: list[float],
    attributes: str,
    seconds: list[float],
) -> None:
    exchange = make_exchange()
    step = compile_policy(f'<retry condition="true" {attributes}>{APPEND}</retry>')
    await finish(step(exchange))
    runs = (exchange.request.headers.get("X-Run") or "").count("1")
    assert (waits, runs) == (seconds, len(seconds) + 1)


async def test_it_ends_when_the_condition_is_false(
    compile_policy: Compile, make_exchange: MakeExchange, waits: list[float]
) -> None:
    exchange = make_exchange()
    step = compile_policy(
        '<retry condition="@(context.Request.Headers.GetValueOrDefault("X-Run","") == "1")" '
        f'count="9" interval="1">{APPEND}</retry>'
    )
    await finish(step(exchange))
    assert (exchange.request.headers.get("X-Run"), waits) == ("1,1", [1])


async def test_it_ends_when_a_policy_has_answered(
    compile_policy: Compile, make_exchange: MakeExchange, waits: list[float]
) -> None:
    exchange = make_exchange()
    exchange.finished = True
    await finish(compile_policy('<retry condition="true" count="9" interval="1"/>')(exchange))
    assert waits == []


async def test_it_waits_for_policies_that_wait(
    compile_policy: Compile, make_exchange: MakeExchange, waits: list[float]
) -> None:
    exchange = make_exchange()
    inner = f'<retry condition="true" count="1" interval="1">{APPEND}</retry>'
    step = compile_policy(f'<retry condition="true" count="1" interval="2">{inner}</retry>')
    await finish(step(exchange))
    assert (exchange.request.headers.get("X-Run"), waits) == ("1,1,1,1", [1, 2, 1])


def test_the_exponential_waits_are_spread_by_a_fifth() -> None:
    spreads = [retry_module.spread() for _ in range(100)]
    assert [0.8 <= spread <= 1.2 for spread in spreads] == [True] * 100
    assert len(set(spreads)) > 1


@pytest.mark.parametrize(
    ("attributes", "message"),
    [
        ('count="1" interval="1"', "'condition' is missing"),
        ('condition="maybe" count="1" interval="1"', "use true or false"),
        ('condition="true" count="51" interval="1"', "use a whole number from 1 to 50"),
        ('condition="true" count="1"', "'interval' is missing"),
        ('condition="true" count="1" interval="1" jitter="1"', "'jitter' is not known"),
    ],
)
def test_a_wrong_setting_is_refused_at_load(
    compile_policy: Compile, attributes: str, message: str
) -> None:
    with pytest.raises(LoadError, match=message):
        compile_policy(f"<retry {attributes}>{APPEND}</retry>")
