"""Sends the request to another backend than the API's own.

https://learn.microsoft.com/azure/api-management/set-backend-service-policy
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.compiling.loading import is_expression
from apim_gateway.compiling.policy import BACKEND, INBOUND, Policy
from apim_gateway.errors import LoadError, PolicyError
from apim_gateway.messages.url import Url

if TYPE_CHECKING:
    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.compiling.steps import Step
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange


def compile_set_backend_service(element: Element, compilation: Compilation) -> Step:
    """Reads `base-url` or `backend-id`, one of which is needed."""
    element.only(attributes=("base-url", "backend-id"))
    given = [name for name in ("base-url", "backend-id") if name in element.attributes]
    if len(given) != 1:
        raise LoadError(element.place, "give one of base-url and backend-id")
    compile_it = _by_url if given == ["base-url"] else _by_id
    return compile_it(element, compilation)


def _by_url(element: Element, compilation: Compilation) -> Step:
    source = element.attributes["base-url"]
    text = compilation.text(source, element.place)
    known = None if is_expression(source) else _url(compilation.constant(source, element.place))
    if known and not known.host:
        raise LoadError(element.place, f"base-url={source!r} is refused; use http:// or https://")

    def set_backend_service(exchange: Exchange) -> None:
        if exchange.backend is not None:  # a backend entity gives way to another entity only
            return
        # A literal is parsed once, at load; only an expression costs something here.
        url = known or _url(text(exchange))
        if not url.host:
            raise _refused(f"The base-url {str(url)!r} is no absolute http or https URL.")
        exchange.request.rebase(url)

    return set_backend_service


def _by_id(element: Element, compilation: Compilation) -> Step:
    source = element.attributes["backend-id"]
    text = compilation.text(source, element.place)
    backends = {
        known.id: (known, _url(known.url)) for known in compilation.service.backends.values()
    }
    if not is_expression(source) and compilation.constant(source, element.place) not in backends:
        names = ", ".join(sorted(backends)) or "none"
        raise LoadError(element.place, f"there is no backend {source!r}; known: {names}")

    def set_backend_service(exchange: Exchange) -> None:
        found = backends.get(text(exchange))
        if found is None:
            raise _refused(f"There is no backend {text(exchange)!r}.")
        exchange.backend, url = found
        exchange.request.rebase(url)

    return set_backend_service


def _url(text: str) -> Url:
    """Parses without the last slash, so that it does not double; no host when it is no URL."""
    try:
        url = Url.parse(text.strip().rstrip("/"))
    except ValueError:
        return Url("", "", 0, text)
    return url if url.scheme in ("http", "https") else Url("", "", 0, text)


def _refused(message: str) -> PolicyError:
    return PolicyError("set-backend-service", "ExpressionValueEvaluationFailure", message)


POLICY = Policy(
    name="set-backend-service", sections=(INBOUND, BACKEND), compile=compile_set_backend_service
)
