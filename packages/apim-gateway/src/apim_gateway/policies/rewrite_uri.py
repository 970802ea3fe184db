"""Turns the caller's URL into the one that the backend expects.

For the operation `/items/{id}?kind={kind}` of an API whose backend is `https://host/v1`,

    <rewrite-uri template="/things/{id}" />

turns `/items/7?kind=a&page=2` into `https://host/v1/things/7?page=2`: `page` is not in the
operation's template, so it is copied unless copy-unmatched-params is false; `kind` is not copied.

https://learn.microsoft.com/azure/api-management/rewrite-uri-policy
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from apim_gateway.compiling.loading import is_expression
from apim_gateway.compiling.policy import INBOUND, Policy
from apim_gateway.compiling.settings import flag
from apim_gateway.errors import LoadError, PolicyError
from apim_gateway.messages.query import name_of, split

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.compiling.steps import Step
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange
    from apim_gateway.service.model import Operation

_PARAMETER = re.compile(r"\{\*?([^{}]+)\}")


def compile_rewrite_uri(element: Element, compilation: Compilation) -> Step:
    """Reads the template at load: a path, which may have a query and `{parameters}`."""
    element.only(attributes=("template", "copy-unmatched-params"))
    template = _template(element, compilation)
    copy_unmatched = flag(element, "copy-unmatched-params", compilation, default=True)

    def rewrite_uri(exchange: Exchange) -> None:
        request = exchange.request
        path, _, query = template(exchange).partition("?")
        pairs = [query] if query else []
        if copy_unmatched(exchange):
            pairs += _unmatched(request.url.query, exchange.operation)
        # Behind the backend's own path: a template can't leave it.
        request.url.path = f"{request.base_path.rstrip('/')}/{path.lstrip('/')}"
        request.url.query = "&".join(pairs)

    return rewrite_uri


def _template(element: Element, compilation: Compilation) -> Callable[[Exchange], str]:
    source = element.required("template")
    if is_expression(source):
        return compilation.text(source, element.place)
    known = compilation.constant(source, element.place).strip()
    if not known or "://" in known.partition("?")[0]:
        raise LoadError(
            element.place,
            f"template={known!r} is refused; give the path behind the backend's own URL, as /put",
        )
    if not _PARAMETER.search(known):
        return lambda _: known
    return lambda exchange: _PARAMETER.sub(lambda found: _value(found, exchange), known)


def _value(found: re.Match[str], exchange: Exchange) -> str:
    value = exchange.request.matched_parameters.get(found.group(1))
    if value is None:
        raise PolicyError(
            "rewrite-uri",
            "ExpressionValueEvaluationFailure",
            f"The operation's URL template has no parameter {found.group(1)!r}.",
        )
    # A wildcard's value may have several segments.
    return quote(value, safe="/" if found.group().startswith("{*") else "")


def _unmatched(query: str, operation: Operation | None) -> list[str]:
    """Returns the pairs of the query whose names the operation's template does not have."""
    template = operation.url_template.partition("?")[2] if operation else ""
    matched = {name_of(pair) for pair in split(template)}
    return [pair for pair in split(query) if name_of(pair) not in matched]


POLICY = Policy(name="rewrite-uri", sections=(INBOUND,), compile=compile_rewrite_uri)
