"""The request that send-request and send-one-way-request make beside the caller's own.

https://learn.microsoft.com/azure/api-management/send-request-policy
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from apim_gateway.backend.requests import HOP_BY_HOP
from apim_gateway.compiling.loading import is_expression
from apim_gateway.compiling.policy import BACKEND, INBOUND
from apim_gateway.compiling.settings import number, word
from apim_gateway.errors import LoadError, PolicyError
from apim_gateway.messages.headers import Headers
from apim_gateway.messages.upstream import UpstreamRequest
from apim_gateway.policy_parts.basic_credentials import compile_credentials
from apim_gateway.policy_parts.header_change import compile_header_change
from apim_gateway.policy_parts.identity_token import compile_token
from apim_gateway.policy_parts.message_body import compile_body
from apim_gateway.policy_parts.method import compile_method

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange

    Text = Callable[[Exchange], str]

NEW, COPY = "new", "copy"
CHILDREN = (
    "set-url",
    "set-method",
    "set-header",
    "set-body",
    "authentication-basic",
    "authentication-managed-identity",
)
MAX_TIMEOUT = 240
"""Seconds; a caller of Azure's gateway is gone by then."""

_OWN = HOP_BY_HOP | {"content-length", "host"}
_WITH_BODY = ("PATCH", "POST", "PUT")


@dataclass(frozen=True, slots=True)
class SideRequest:
    """The request, built anew for each exchange; `timeout` is in seconds, 1 to MAX_TIMEOUT."""

    build: Callable[[Exchange], UpstreamRequest]
    timeout: Callable[[Exchange], int]

    @classmethod
    def of(cls, element: Element, compilation: Compilation) -> SideRequest:
        """Reads mode, timeout and the children; raises LoadError."""
        mode = word(element, "mode", compilation, (NEW, COPY), NEW)
        timeout = number(element, "timeout", compilation, low=1, high=MAX_TIMEOUT, default=60)
        url, method = _url(element, compilation, mode), _method(element, compilation, mode)
        changes = [compile_header_change(each, compilation) for each in element.all("set-header")]
        body = _body(element, compilation, mode)
        credentials = _credentials(element, compilation)

        def build(exchange: Exchange) -> UpstreamRequest:
            # A copy of the caller's headers, less those that are about the caller's connection and
            # body; the children's changes must not show in the request to the API's backend.
            headers = Headers(exchange.request.headers if mode == COPY else ())
            for name in _OWN:
                headers.remove(name)
            for change in changes:
                change(exchange, headers)
            if credentials:
                headers.set("Authorization", credentials(exchange))
            return _request(method(exchange), url(exchange), headers, body(exchange))

        return cls(build, timeout)


def _url(element: Element, compilation: Compilation, mode: str) -> Text:
    child = _child(element, "set-url", mode)
    if child is None:
        return lambda exchange: str(exchange.request.url)
    if not is_expression(child.text):
        known = compilation.constant(child, child.place).strip()
        if not _is_absolute(known):
            raise LoadError(child.place, f"{known!r} is not a URL; give one with http(s)://")
    text = compilation.text(child, child.place)

    def url(exchange: Exchange) -> str:
        given = text(exchange).strip()
        if not _is_absolute(given):
            raise PolicyError(
                element.name, "ExpressionValueEvaluationFailure", f"{given!r} is not a URL."
            )
        return given

    return url


def _method(element: Element, compilation: Compilation, mode: str) -> Text:
    child = _child(element, "set-method", mode)
    return compile_method(child, compilation) if child else lambda exchange: exchange.request.method


def _body(element: Element, compilation: Compilation, mode: str) -> Callable[[Exchange], bytes]:
    child = element.child("set-body")
    if child is not None:
        return compile_body(child, compilation)
    # Azure's `copy` leaves the body out once the request has been sent to the backend.
    if mode == COPY and compilation.section in (INBOUND, BACKEND):
        return lambda exchange: exchange.request.body
    return lambda _: b""


def _credentials(element: Element, compilation: Compilation) -> Text | None:
    """Compiles the Authorization header, where a child asks for one."""
    basic = element.child("authentication-basic")
    if basic is not None:
        return compile_credentials(basic, compilation)
    identity = element.child("authentication-managed-identity")
    if identity is None:
        return None
    token = compile_token(identity, compilation)
    return lambda exchange: f"Bearer {token(exchange)}"


def _child(element: Element, name: str, mode: str) -> Element | None:
    child = element.child(name)
    if child is None and mode == NEW:
        raise LoadError(element.place, f'<{name}> is missing; add it, or set mode="copy"')
    return child


def _request(method: str, url: str, headers: Headers, body: bytes) -> UpstreamRequest:
    lines = list(headers)
    # `http://user:password@host/`: what stands before the @ is not for the Host header.
    if "host" not in headers:
        lines.append(("host", urlsplit(url).netloc.rpartition("@")[2]))
    if body or method in _WITH_BODY:
        lines.append(("content-length", str(len(body))))
    return UpstreamRequest(method, url, lines, body)


def _is_absolute(url: str) -> bool:
    scheme, _, rest = url.partition("://")
    return scheme.lower() in ("http", "https") and bool(rest)
