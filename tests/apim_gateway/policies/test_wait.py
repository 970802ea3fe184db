from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from apim_gateway.errors import LoadError, PolicyError
from apim_gateway.messages.upstream import UpstreamResponse
from tests.apim_gateway.policies.steps import Compile, MakeExchange, finish

if TYPE_CHECKING:
    from apim_gateway.compiling.steps import Step
    from apim_gateway.messages.exchange import Exchange
    from tests.apim_gateway.stand_ins import Upstream


def send(name: str) -> str:
    return (
        f'<send-request response-variable-name="{name}">'
        f"<set-url>http://{name}.test/</set-url><set-method>GET</set-method></send-request>"
    )


def answer(upstream: Upstream, *names: str) -> None:
    upstream.answers.update({f"http://{n}.test/": UpstreamResponse(200, [], b"") for n in names})


async def variables_after(step: Step, exchange: Exchange) -> set[str]:
    """Returns the names of the variables that are set then."""
    await finish(step(exchange))
    return set(exchange.variables)


async def test_all_run_side_by_side(
    compile_policy: Compile, make_exchange: MakeExchange, upstream: Upstream
) -> None:
    answer(upstream, "a", "b")
    step = compile_policy(f"<wait>{send('a')}{send('b')}</wait>")
    assert await variables_after(step, make_exchange()) == {"a", "b"}


async def test_with_any_the_first_is_enough(
    compile_policy: Compile, make_exchange: MakeExchange, upstream: Upstream
) -> None:
    answer(upstream, "b")
    upstream.silent.add("http://a.test/")
    step = compile_policy(f'<wait for="any">{send("a")}{send("b")}</wait>')
    assert await variables_after(step, make_exchange()) == {"b"}
    assert len(upstream.requests) == 2


async def test_an_error_ends_the_wait(
    compile_policy: Compile, make_exchange: MakeExchange, upstream: Upstream
) -> None:
    upstream.silent.add("http://a.test/")
    step = compile_policy(f'<wait for="all">{send("a")}{send("b")}</wait>')
    with pytest.raises(PolicyError, match=r"http://b\.test/ is not there"):
        await variables_after(step, make_exchange())


async def test_policies_that_do_not_wait_may_stand_in_it(
    compile_policy: Compile, make_exchange: MakeExchange
) -> None:
    inner = '<when condition="true"><set-variable name="v" value="1"/></when>'
    step = compile_policy(f"<wait><choose>{inner}</choose></wait>")
    assert await variables_after(step, make_exchange()) == {"v"}


@pytest.mark.parametrize(
    ("xml", "message"),
    [
        ("<wait/>", "there is nothing to wait for"),
        (f'<wait for="some">{send("a")}</wait>', "use one of: all, any"),
        ('<wait><set-variable name="v" value="1"/></wait>', "<set-variable> may not stand in"),
    ],
)
def test_a_wrong_setting_is_refused_at_load(
    compile_policy: Compile, xml: str, message: str
) -> None:
    with pytest.raises(LoadError, match=message):
        compile_policy(xml)


async def test_nothing_goes_on_once_nobody_waits(
    compile_policy: Compile, make_exchange: MakeExchange, upstream: Upstream
) -> None:
    upstream.silent.add("http://a.test/")
    step = compile_policy(f"<wait>{send('a')}</wait>")
    before = asyncio.all_tasks()
    waiting = asyncio.create_task(variables_after(step, make_exchange()))
    while not upstream.requests:
        await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.wait([waiting])
    await asyncio.sleep(0)
    assert asyncio.all_tasks() == before
