from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from gateway.exchange import Exchange, Request, Response
from gateway.message import message_of, response_of

if TYPE_CHECKING:
    from gateway.scope import Loading


class Target:
    """As much of a Loading as is looked at."""

    def __init__(self, target: str) -> None:
        self.target = target


@pytest.mark.parametrize(("target", "kind"), [("request", Request), ("response", Response)])
def test_the_message_is_the_one_that_policies_change_there(
    exchange: Exchange, target: str, kind: type
) -> None:
    assert type(message_of(cast("Loading", Target(target)))(exchange)) is kind


def test_a_response_that_is_not_there_yet_is_an_empty_200(exchange: Exchange) -> None:
    response = response_of(exchange)
    assert (response.status, response.reason, response.body) == (200, "OK", b"")
    assert response_of(exchange) is response
