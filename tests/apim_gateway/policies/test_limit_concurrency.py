from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from apim_gateway.errors import LoadError, PolicyError
from tests.apim_gateway.policies.steps import Compile, MakeExchange, finish

if TYPE_CHECKING:
    from collections.abc import Awaitable, Hashable


PAUSE = '<retry condition="true" count="1" interval="0"><set-method>PUT</set-method></retry>'


def limit_concurrency(inner: str, key: str = "k", most: str = "1") -> str:
    return f'<limit-concurrency key="{key}" max-count="{most}">{inner}</limit-concurrency>'


async def outcome(waiting: Awaitable[None] | None) -> int:
    """Returns 200, or the status of the error."""
    try:
        await finish(waiting)
    except PolicyError as error:
        return error.status
    return 200


@pytest.mark.parametrize(
    ("most", "statuses"), [("1", [200, 429, 429]), ("2", [200, 200, 429]), ("3", [200, 200, 200])]
)
async def test_more_at_a_time_are_refused_at_once(
    compile_policy: Compile, make_exchange: MakeExchange, most: str, statuses: list[int]
) -> None:
    step = compile_policy(limit_concurrency(PAUSE, most=most))
    calls = [outcome(step(make_exchange())) for _ in range(3)]
    assert await asyncio.gather(*calls) == statuses


async def test_policies_with_one_key_share_their_count(
    compile_policy: Compile, make_exchange: MakeExchange
) -> None:
    steps = [compile_policy(limit_concurrency(PAUSE, key=key)) for key in ("a", "a", "b")]
    calls = [outcome(step(make_exchange())) for step in steps]
    assert await asyncio.gather(*calls) == [200, 429, 200]


@pytest.mark.parametrize("inner", [PAUSE, "", "<set-method>@(((string)null).Trim())</set-method>"])
async def test_who_leaves_makes_room_however_it_ends(
    compile_policy: Compile, make_exchange: MakeExchange, states: dict[Hashable, object], inner: str
) -> None:
    step = compile_policy(limit_concurrency(inner))
    first, second = [await outcome(step(make_exchange())) for _ in range(2)]
    assert (first, states["limit-concurrency"]) == (second, {})


async def test_the_error_names_the_policy(
    compile_policy: Compile, make_exchange: MakeExchange
) -> None:
    step = compile_policy(limit_concurrency(limit_concurrency("")))
    with pytest.raises(PolicyError) as caught:
        await finish(step(make_exchange()))
    error = caught.value
    assert (error.source, error.reason, error.status) == (
        "limit-concurrency",
        "ConcurrencyLimitExceeded",
        429,
    )


@pytest.mark.parametrize(
    ("attributes", "message"),
    [
        ('max-count="1"', "'key' is missing"),
        ('key="k"', "'max-count' is missing"),
        ('key="k" max-count="0"', "use a whole number from 1"),
    ],
)
def test_a_wrong_setting_is_refused_at_load(
    compile_policy: Compile, attributes: str, message: str
) -> None:
    with pytest.raises(LoadError, match=message):
        compile_policy(f"<limit-concurrency {attributes}/>")
