"""The features that some tiers of API Management lack.

https://learn.microsoft.com/azure/api-management/api-management-features
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

CONSUMPTION = "Consumption"
CLASSIC = ("Developer", "Basic", "Standard", "Premium")
V2 = ("BasicV2", "StandardV2")
SKUS = (CONSUMPTION, *CLASSIC, *V2)

NO_BUILT_IN_CACHE = "has no built-in cache, so the lookup would miss silently; send Cache-Control"
NO_KEYED_COUNTERS = "doesn't count by key; use rate-limit or quota, which count by subscription"
UNSUPPORTED = {
    "rate-limit-by-key": ({CONSUMPTION}, NO_KEYED_COUNTERS),
    "quota-by-key": ({CONSUMPTION, *V2}, NO_KEYED_COUNTERS),
    "llm-token-limit": ({CONSUMPTION}, NO_KEYED_COUNTERS),
    "azure-openai-token-limit": ({CONSUMPTION}, NO_KEYED_COUNTERS),
    "cache-lookup": ({CONSUMPTION}, NO_BUILT_IN_CACHE),
    "cache-store": ({CONSUMPTION}, NO_BUILT_IN_CACHE),
    "cache-lookup-value": ({CONSUMPTION}, NO_BUILT_IN_CACHE),
    "cache-store-value": ({CONSUMPTION}, NO_BUILT_IN_CACHE),
    "cache-remove-value": ({CONSUMPTION}, NO_BUILT_IN_CACHE),
    "send-service-bus-message": ({CONSUMPTION, *V2}, "can't send to Service Bus; use send-request"),
}
"""Policy name → the tiers that lack it and why, with what to do instead."""

COMMENT = re.compile("<!--.*?-->", re.DOTALL)
# A scan and no XML parser: expressions make most policy documents not well-formed.
ELEMENT = re.compile(r"<([a-z][a-z-]*)(?=[\s/>])")


def unsupported(sku: str, document: str) -> Iterator[tuple[int, str, str]]:
    """Yields line, policy and reason for every policy of the document that the tier lacks."""
    for match in ELEMENT.finditer(COMMENT.sub(_blank, document)):
        skus, reason = UNSUPPORTED.get(match[1], ((), ""))
        if sku in skus:
            yield document.count("\n", 0, match.start()) + 1, match[1], reason


def lets_ciphers_be_chosen(sku: str) -> bool:
    """Returns whether the tier takes the custom properties for protocols and ciphers."""
    return sku in CLASSIC


def has_managed_certificates(sku: str) -> bool:
    """Returns whether Azure issues the certificate of a custom domain in the tier.

    https://learn.microsoft.com/azure/api-management/breaking-changes/managed-certificates-suspension-august-2025
    """
    return sku not in V2


def logs_requests(sku: str) -> bool:
    """Returns whether the tier writes resource logs; Consumption has metrics only."""
    return sku != CONSUMPTION


def capacity(sku: str) -> int:
    """Returns the number of units to begin with; Consumption has none."""
    return 0 if sku == CONSUMPTION else 1


def _blank(comment: re.Match[str]) -> str:
    # Spaces and not nothing: the lines behind a comment keep their numbers.
    return re.sub(r"[^\n]", " ", comment[0])
