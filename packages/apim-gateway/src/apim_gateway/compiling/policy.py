"""What a policy file declares, and what it gets to compile itself from.

A policy is a module in `apim_gateway/policies/`, named after its element. It ends up as a closure:
the XML is read once, at load; a request only calls functions.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from apim_gateway.compiling.loading import Loading
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange

INBOUND, BACKEND, OUTBOUND, ON_ERROR = "inbound", "backend", "outbound", "on-error"
SECTIONS = (INBOUND, BACKEND, OUTBOUND, ON_ERROR)

Step = Callable[["Exchange"], Awaitable[None] | None]
"""Does the policy's work; returns an awaitable only when it has to wait."""

Compile = Callable[["Element", "Loading"], Step]
"""Reads one element at load and returns its step; raises LoadError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A policy's name, where it may stand, and how it is compiled.

    `sections` and `scopes` are as on the policy's reference page; `consumption` and `v2` tell
    whether those tiers have it. `preflight` is compiled from the same element, by a policy that
    answers a browser's OPTIONS request before a subscription key is asked for.
    """

    name: str
    sections: tuple[str, ...]
    compile: Compile
    scopes: tuple[str, ...] = ("global", "product", "api", "operation")
    consumption: bool = True
    v2: bool = True
    preflight: Compile | None = None
