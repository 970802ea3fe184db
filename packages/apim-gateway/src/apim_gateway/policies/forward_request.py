"""Sends the request to the backend and takes its answer as the response.

Bodies are read whole, both ways: `buffer-request-body` and `buffer-response` may be given, but
change nothing, and the time limit covers the body, where Azure's ends with the headers.

https://learn.microsoft.com/azure/api-management/forward-request-policy
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from apim_gateway.backend.deadline import within
from apim_gateway.backend.requests import incoming, outgoing
from apim_gateway.compiling.policy import BACKEND, Policy
from apim_gateway.compiling.settings import flag, number
from apim_gateway.errors import LoadError, PolicyError
from apim_gateway.messages.upstream import UpstreamRequest

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.compiling.steps import Step
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange
    from apim_gateway.messages.upstream import Upstream, UpstreamResponse

MAX_REDIRECTS = 10
MAX_SECONDS = 86_400
FIRST_ERROR = 400
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_SAME_METHOD = frozenset((307, 308))
_ABOUT_BODY = frozenset(("content-encoding", "content-length", "content-type"))


def compile_forward_request(element: Element, compilation: Compilation) -> Step:
    """Reads the time limit, 300 s by default, and whether a status of 400 or more is an error."""
    _check(element)
    seconds = number(element, "timeout", compilation, low=1, high=MAX_SECONDS, default=300)
    milliseconds = number(
        element, "timeout-ms", compilation, low=0, high=MAX_SECONDS * 1000, default=0
    )
    follows = flag(element, "follow-redirects", compilation, default=False)
    fails = flag(element, "fail-on-error-status-code", compilation, default=False)
    upstream = compilation.upstream

    def forward_request(exchange: Exchange) -> Awaitable[None]:
        request = outgoing(exchange)
        if not request.url.startswith("http"):
            raise _failed("BackendConnectionFailure", "The API has no backend: no service URL.")
        # 0 stands for no `timeout-ms`; the two are never given together.
        limit = milliseconds(exchange) / 1000 or seconds(exchange)
        redirected = follows(exchange)
        sending = _followed(upstream, request) if redirected else upstream.send(request)
        # One limit for all redirects together.
        return _take(exchange, request.method, within(limit, sending), limit, fails)

    return forward_request


def _check(element: Element) -> None:
    element.only(
        attributes=(
            "buffer-request-body",
            "buffer-response",
            "continue-timeout",
            "fail-on-error-status-code",
            "follow-redirects",
            "http-version",
            "timeout",
            "timeout-ms",
        )
    )
    if "timeout" in element.attributes and "timeout-ms" in element.attributes:
        raise LoadError(element.place, "give one of timeout and timeout-ms")
    element.choice("http-version", ("1", "2or1"), "1")


async def _take(
    exchange: Exchange,
    method: str,
    sending: Awaitable[UpstreamResponse],
    limit: float,
    fails: Callable[[Exchange], bool],
) -> None:
    """Takes the backend's answer as the response; raises PolicyError where it is an error."""
    try:
        answer = await sending
    except TimeoutError:
        message = f"The backend did not answer within {limit:g} s."
        raise _failed("Timeout", message) from None
    except OSError as error:
        message = f"A connection to the backend can't be established: {error}"
        raise _failed("BackendConnectionFailure", message) from None
    exchange.response = incoming(answer, method)
    if answer.status >= FIRST_ERROR and fails(exchange):
        raise PolicyError(
            "forward-request",
            "BackendErrorStatusCode",
            f"The backend answered with status code {answer.status}.",
            status=answer.status,
            keeps_response=True,
        )


async def _followed(upstream: Upstream, request: UpstreamRequest) -> UpstreamResponse:
    """Sends and follows redirects."""
    answer = await upstream.send(request)
    for _ in range(MAX_REDIRECTS):
        location = next((v for k, v in answer.headers if k.lower() == "location"), None)
        if answer.status not in _REDIRECTS or location is None:
            break
        request = _redirected(request, answer.status, location)
        answer = await upstream.send(request)
    return answer


def _redirected(request: UpstreamRequest, status: int, location: str) -> UpstreamRequest:
    """Builds the next request: a GET without body, except after 307 and 308.

    `POST /orders` and a 303 to `/orders/7` lead to `GET /orders/7`, as in a browser. After 301 and
    302 it is the same, by habit: https://www.rfc-editor.org/rfc/rfc9110#section-15.4
    """
    url = urljoin(request.url, location)
    host = url.partition("://")[2].partition("/")[0]
    lines = [line for line in request.headers if line[0] != "host"]
    lines.append(("host", host))
    if status in _SAME_METHOD or request.method in ("GET", "HEAD"):
        return UpstreamRequest(request.method, url, lines, request.body)
    lines = [line for line in lines if line[0].lower() not in _ABOUT_BODY]
    return UpstreamRequest("GET", url, lines, b"")


def _failed(reason: str, message: str) -> PolicyError:
    return PolicyError("forward-request", reason, message)


POLICY = Policy(name="forward-request", sections=(BACKEND,), compile=compile_forward_request)
