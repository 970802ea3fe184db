from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from apim_gateway.errors import LoadError
from apim_gateway.messages.upstream import UpstreamResponse

if TYPE_CHECKING:
    from collections.abc import Hashable

    from tests.apim_gateway.policies.steps import Compile, MakeExchange
    from tests.apim_gateway.stand_ins import Upstream


URL = "http://one.test/"
XML = f"""
<send-one-way-request>
  <set-url>{URL}</set-url>
  <set-method>POST</set-method>
</send-one-way-request>"""


async def sent(states: dict[Hashable, object]) -> None:
    """Lets what was sent come to its end."""
    under_way = states["send-one-way-request"]
    assert isinstance(under_way, set)
    await asyncio.gather(*under_way)
    assert under_way == set()


async def test_the_request_goes_out_while_the_policies_go_on(
    compile_policy: Compile,
    make_exchange: MakeExchange,
    upstream: Upstream,
    states: dict[Hashable, object],
) -> None:
    upstream.answers[URL] = UpstreamResponse(200, [], b"")
    exchange = make_exchange()
    assert compile_policy(XML)(exchange) is None
    assert upstream.requests == []
    await sent(states)
    assert [(request.method, request.url) for request in upstream.requests] == [("POST", URL)]
    assert exchange.variables == {}


async def test_a_failure_is_logged(
    compile_policy: Compile,
    make_exchange: MakeExchange,
    states: dict[Hashable, object],
    caplog: pytest.LogCaptureFixture,
) -> None:
    compile_policy(XML)(make_exchange())
    await sent(states)
    assert caplog.messages == [
        "policy.xml:2 send-one-way-request: http://one.test/ is not there",
    ]


def test_a_variable_is_refused_at_load(compile_policy: Compile) -> None:
    xml = XML.replace("request>", 'request response-variable-name="r">', 1)
    with pytest.raises(LoadError, match="'response-variable-name' is not known"):
        compile_policy(xml)
