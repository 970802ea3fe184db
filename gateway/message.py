"""Finds the message that a policy works on: the request before the backend, then the response."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from gateway.exchange import Request, Response
from gateway.headers import Headers
from gateway.scope import RESPONSE

if TYPE_CHECKING:
    from collections.abc import Callable

    from gateway.exchange import Exchange
    from gateway.scope import Loading


def message_of(loading: Loading) -> Callable[[Exchange], Request | Response]:
    """Returns what finds the request, or the response where the policy stands behind it."""
    return response_of if loading.target == RESPONSE else _request_of


def response_of(exchange: Exchange) -> Response:
    """Returns the response; an empty 200 is made where there is none yet."""
    if exchange.response is None:
        exchange.response = Response(HTTPStatus.OK, HTTPStatus.OK.phrase, Headers(), b"")
    return exchange.response


def _request_of(exchange: Exchange) -> Request:
    return exchange.request
