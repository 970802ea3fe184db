"""Writes a line to the log `gateway.trace`.

https://learn.microsoft.com/azure/api-management/trace-policy
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from apim_gateway.compiling.policy import SECTIONS, Policy
from apim_gateway.compiling.settings import word
from apim_gateway.errors import LoadError

if TYPE_CHECKING:
    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.compiling.steps import Step
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange

LOG = logging.getLogger("gateway.trace")
LEVELS = {"verbose": logging.DEBUG, "information": logging.INFO, "error": logging.ERROR}


def compile_trace(element: Element, compilation: Compilation) -> Step:
    """Reads source, severity, message and metadata at load."""
    element.only(attributes=("source", "severity"), children=("message", "metadata"))
    source = compilation.constant(element.required("source"), element.place)
    level = LEVELS[word(element, "severity", compilation, tuple(LEVELS), "verbose")]
    written = element.child("message") or element
    if not written.text.strip():
        raise LoadError(element.place, "there is no message; add <message>…</message>")
    message = compilation.text(written, written.place)
    metadata = []
    for child in element.all("metadata"):
        child.only(attributes=("name", "value"))
        pair = (child.required("name"), child.required("value"))
        metadata.append(tuple(compilation.text(text, child.place) for text in pair))

    def trace(exchange: Exchange) -> None:
        # Asked first: expressions of a trace that nobody reads need not be evaluated.
        if LOG.isEnabledFor(level):
            pairs = [f" {name(exchange)}={value(exchange)}" for name, value in metadata]
            LOG.log(level, "%s: %s%s", source, message(exchange).strip(), "".join(pairs))

    return trace


POLICY = Policy(name="trace", sections=SECTIONS, compile=compile_trace)
