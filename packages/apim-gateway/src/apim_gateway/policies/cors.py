"""Lets browsers call from other origins, and answers their preflight requests.

A page of http://shop.test that sends `PUT /items` makes the browser ask first, without a key:

    OPTIONS /items                                   200
    Origin: http://shop.test                         Access-Control-Allow-Origin: http://shop.test
    Access-Control-Request-Method: PUT               Access-Control-Allow-Methods: GET,PUT

Without these headers in the answer the browser sends no PUT; so a refusal is an empty 200, too.

https://learn.microsoft.com/azure/api-management/cors-policy
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apim_gateway.compiling.policy import INBOUND, Policy
from apim_gateway.errors import LoadError
from apim_gateway.messages.exchange import Response
from apim_gateway.messages.headers import Headers
from apim_gateway.messages.url import Url

if TYPE_CHECKING:
    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.compiling.steps import Step
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange

ANY = "*"
DEFAULT_METHODS = ("GET", "POST")
_SIMPLE = frozenset(("GET", "HEAD"))


@dataclass(frozen=True, slots=True)
class Rules:
    """The origins, methods and headers that a cors policy allows."""

    origins: frozenset[str]
    methods: tuple[str, ...]
    headers: tuple[str, ...]
    exposed: tuple[str, ...]
    credentials: bool
    max_age: str
    terminates: bool

    @classmethod
    def of(cls, element: Element, compilation: Compilation) -> Rules:
        """Reads the element; raises LoadError when there is no origin, or `*` beside others."""
        element.only(
            attributes=("allow-credentials", "terminate-unmatched-request"),
            children=("allowed-origins", "allowed-methods", "allowed-headers", "expose-headers"),
        )
        origins = _texts(element, "allowed-origins", "origin", compilation)
        if not origins or (ANY in origins and len(origins) > 1):
            raise LoadError(element.place, "give origins as http://host[:port], or * alone")
        methods = element.child("allowed-methods")
        age = methods.attribute("preflight-result-max-age", "") if methods else ""
        return cls(
            origins=frozenset(map(_normal, origins)),
            methods=_texts(element, "allowed-methods", "method", compilation) or DEFAULT_METHODS,
            headers=_texts(element, "allowed-headers", "header", compilation),
            exposed=_texts(element, "expose-headers", "header", compilation),
            credentials=element.flag("allow-credentials", default=False),
            max_age=compilation.constant(age, element.place),
            terminates=element.flag("terminate-unmatched-request", default=True),
        )

    def allow(self, origin: str, method: str) -> bool:
        """Returns whether this origin may use this method."""
        known = ANY in self.origins or _normal(origin) in self.origins
        return known and (ANY in self.methods or method.upper() in self.methods)

    def shared(self, origin: str) -> list[tuple[str, str]]:
        """Returns the headers of every answer to this origin."""
        # With credentials a browser takes no `*`: https://fetch.spec.whatwg.org/#cors-protocol-and-credentials
        plain = ANY in self.origins and not self.credentials
        lines = [("Access-Control-Allow-Origin", ANY if plain else origin)]
        if self.credentials:
            lines.append(("Access-Control-Allow-Credentials", "true"))
        return lines


def compile_cors(element: Element, compilation: Compilation) -> Step:
    """Marks the response for the caller's origin; ends a GET that comes from another one."""
    rules = Rules.of(element, compilation)
    exposed = ",".join(rules.exposed)

    def cors(exchange: Exchange) -> None:
        origin = exchange.request.headers.get("origin")
        if origin is None:
            return
        method = exchange.request.method
        if rules.allow(origin, method):
            exchange.final_headers += rules.shared(origin)
            if exposed:
                exchange.final_headers.append(("Access-Control-Expose-Headers", exposed))
        elif rules.terminates and method in _SIMPLE:
            # Azure ends GET and HEAD alone here. Others pass, but their answers are not marked.
            _end(exchange, [])

    return cors


def compile_preflight(element: Element, compilation: Compilation) -> Step:
    """Compiles the answer to OPTIONS: an empty 200, with the rules where they are met.

    Where they are not, the answer is bare, or another cors policy's.
    """
    rules = Rules.of(element, compilation)

    def preflight(exchange: Exchange) -> None:
        headers = exchange.request.headers
        origin = headers.get("origin") or ""
        method = headers.get("access-control-request-method") or ""
        wanted = headers.get("access-control-request-headers") or ""
        names = [name.strip().lower() for name in wanted.split(",") if name.strip()]
        known = {name.lower() for name in rules.headers}
        if not rules.allow(origin, method) or not (ANY in known or known.issuperset(names)):
            # Else the next cors policy of inbound is asked, perhaps that of a broader scope.
            if rules.terminates:
                _end(exchange, [])
            return
        lines = rules.shared(origin)
        methods = method if ANY in rules.methods else ",".join(rules.methods)
        lines.append(("Access-Control-Allow-Methods", methods))
        # `*` is answered with the names asked for: a browser's `*` does not cover Authorization.
        allowed = wanted if ANY in known else ",".join(rules.headers)
        if allowed:
            lines.append(("Access-Control-Allow-Headers", allowed))
        if rules.max_age:
            lines.append(("Access-Control-Max-Age", rules.max_age))
        _end(exchange, lines)

    return preflight


def _end(exchange: Exchange, lines: list[tuple[str, str]]) -> None:
    exchange.response = Response(200, "OK", Headers(lines), b"")
    exchange.finished = True


def _texts(element: Element, group: str, name: str, compilation: Compilation) -> tuple[str, ...]:
    parent = element.child(group)
    if parent is None:
        return ()
    parent.only(attributes=("preflight-result-max-age",), children=(name,))
    texts = tuple(compilation.constant(child, child.place).strip() for child in parent.children)
    return tuple(text.upper() for text in texts) if name == "method" else texts


def _normal(origin: str) -> str:
    """Leaves out the scheme's own port and the case; `*` and `null` stay as they are."""
    if "://" not in origin:
        return origin
    return Url.parse(origin.lower().rstrip("/")).origin


POLICY = Policy(name="cors", sections=(INBOUND,), compile=compile_cors, preflight=compile_preflight)
