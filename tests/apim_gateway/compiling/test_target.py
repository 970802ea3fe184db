from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from apim_gateway.compiling.target import message_of, response_of
from apim_gateway.messages.exchange import Exchange, Request, Response

if TYPE_CHECKING:
    from apim_gateway.compiling.loading import Compilation


class Target:
    """As much of a Compilation as is looked at."""

    def __init__(self, target: str) -> None:
        self.target = target


@pytest.mark.parametrize(("target", "kind"), [("request", Request), ("response", Response)])
def test_the_message_is_the_one_that_policies_change_there(
    exchange: Exchange, target: str, kind: type
) -> None:
    assert type(message_of(cast("Compilation", Target(target)))(exchange)) is kind


def test_a_response_that_is_not_there_yet_is_an_empty_200(exchange: Exchange) -> None:
    response = response_of(exchange)
    assert (response.status, response.reason, response.body) == (200, "OK", b"")
    assert response_of(exchange) is response
