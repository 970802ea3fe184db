"""Finds the message that a policy works on: the request before the backend, then the response."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from apim_gateway.compiling.loading import DRAFT, REQUEST
from apim_gateway.messages.exchange import Request, Response
from apim_gateway.messages.headers import Headers

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.messages.exchange import Exchange


def message_of(compilation: Compilation) -> Callable[[Exchange], Request | Response]:
    """Returns a getter for the request, or for the response in outbound and on-error."""
    return _request_of if compilation.target == REQUEST else answer_of(compilation)


def answer_of(compilation: Compilation) -> Callable[[Exchange], Response]:
    """Returns a getter for the response, or for return-response's draft."""
    return _draft_of if compilation.target == DRAFT else response_of


def response_of(exchange: Exchange) -> Response:
    """Returns the response; an empty 200 is made where there is none yet."""
    if exchange.response is None:
        exchange.response = Response(HTTPStatus.OK, HTTPStatus.OK.phrase, Headers(), b"")
    return exchange.response


def _draft_of(exchange: Exchange) -> Response:
    # The draft is another object than `response`, which expressions still see meanwhile.
    return exchange.draft or response_of(exchange)


def _request_of(exchange: Exchange) -> Request:
    return exchange.request
