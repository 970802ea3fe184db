"""Leads links in a body through the gateway; inbound, links to the gateway to the backend.

https://learn.microsoft.com/azure/api-management/redirect-content-urls-policy
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apim_gateway.compiling.policy import INBOUND, OUTBOUND, Policy
from apim_gateway.compiling.target import message_of

if TYPE_CHECKING:
    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.compiling.steps import Step
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange

END = rb"(?![A-Za-z0-9._~%:@-])"
"""A link ends or goes on with a path: `http://shop.test:81` is another one than `http://shop.test`."""


def compile_redirect_content_urls(element: Element, compilation: Compilation) -> Step:
    """Reads an element that has nothing to read; links are known by the backend's own URL.

    With the backend `http://shop.test/base` behind `https://gateway/demo`, the link
    `http://shop.test/base/items` becomes `https://gateway/demo/items`. Azure's page shows the host
    alone being replaced; that the paths follow is taken from its word "equivalent".
    """
    element.only()
    message = message_of(compilation)
    outwards = compilation.section == OUTBOUND

    def redirect_content_urls(exchange: Exchange) -> None:
        request, subject = exchange.request, message(exchange)
        host = (request.url if outwards else request.original_url).host
        # Most bodies hold no link: for them the search for the host is all that is done.
        if not request.url.host or host.encode() not in subject.body:
            return
        prefix = exchange.api.prefix if exchange.api else ""
        backend = f"{request.url.origin}{request.base_path}".encode()
        gateway = f"{request.original_url.origin}{prefix}".encode()
        old, new = (backend, gateway) if outwards else (gateway, backend)
        subject.body = re.sub(re.escape(old) + END, lambda _: new, subject.body)

    return redirect_content_urls


POLICY = Policy(
    name="redirect-content-urls",
    sections=(INBOUND, OUTBOUND),
    compile=compile_redirect_content_urls,
)
