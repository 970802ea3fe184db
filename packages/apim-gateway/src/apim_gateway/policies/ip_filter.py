"""Lets callers through, or keeps them out, by their IP address.

https://learn.microsoft.com/azure/api-management/ip-filter-policy
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TYPE_CHECKING

from apim_gateway.compiling.loading import is_expression
from apim_gateway.compiling.policy import INBOUND, Policy
from apim_gateway.compiling.settings import choice, literal
from apim_gateway.errors import LoadError, Place, PolicyError
from apim_gateway.messages.error_answers import (
    CALLER_IP_BLOCKED,
    CALLER_IP_NOT_ALLOWED,
    FAILED_TO_PARSE_CALLER_IP,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.compiling.steps import Step
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange

Address = IPv4Address | IPv6Address
ALLOW, FORBID = "allow", "forbid"


def compile_ip_filter(element: Element, compilation: Compilation) -> Step:
    """Reads the addresses at load; there has to be one at least."""
    element.only(attributes=("action",), children=("address", "address-range"))
    action = choice(element, "action", compilation, (ALLOW, FORBID))
    if not element.children:
        raise LoadError(element.place, "no address is given; add an <address> or <address-range>")
    matchers = [
        _address(child, compilation) if child.name == "address" else _range(child, compilation)
        for child in element.children
    ]

    def ip_filter(exchange: Exchange) -> None:
        # Compared as addresses: `::1` and `0:0:0:0:0:0:0:1` are one caller.
        caller = _caller(exchange.request.ip_address)
        listed = any(matches(caller, exchange) for matches in matchers)
        if listed and action(exchange) == FORBID:
            raise CALLER_IP_BLOCKED.error(element.name)
        if not listed and action(exchange) == ALLOW:
            raise CALLER_IP_NOT_ALLOWED.error(element.name, caller=caller)

    return ip_filter


def _address(element: Element, compilation: Compilation) -> Callable[[Address, Exchange], bool]:
    element.only()
    if is_expression(element.text):
        evaluate = compilation.text(element, element.place)
        return lambda caller, exchange: caller == _evaluated(evaluate(exchange), element.place)
    allowed = _parse(compilation.constant(element, element.place), element.place)
    return lambda caller, _: caller == allowed


def _range(element: Element, compilation: Compilation) -> Callable[[Address, Exchange], bool]:
    element.only(attributes=("from", "to"))
    known = literal(element, compilation)
    first = _parse(known.required("from"), element.place)
    last = _parse(known.required("to"), element.place)
    if first.version != last.version or int(first) > int(last):
        raise LoadError(
            element.place,
            f"from={str(first)!r} to={str(last)!r} is not a range; "
            "give two addresses of one IP version, the lower one first",
        )
    version, low, high = first.version, int(first), int(last)
    return lambda caller, _: caller.version == version and low <= int(caller) <= high


def _parse(text: str, place: Place) -> Address:
    try:
        return ip_address(text.strip())
    except ValueError:
        raise LoadError(
            place,
            f"{text.strip()!r} is not an IP address; "
            "give one IPv4 or IPv6 address, for a network an <address-range>",
        ) from None


def _evaluated(text: str, place: Place) -> Address:
    try:
        return _parse(text, place)
    except LoadError as error:
        raise PolicyError("ip-filter", "ExpressionValueEvaluationFailure", str(error)) from None


def _caller(text: str) -> Address:
    try:
        address = ip_address(text)
    except ValueError:
        raise FAILED_TO_PARSE_CALLER_IP.error("ip-filter") from None
    # An IPv4 caller at a socket that listens on both looks like ::ffff:1.2.3.4.
    return getattr(address, "ipv4_mapped", None) or address


POLICY = Policy(name="ip-filter", sections=(INBOUND,), compile=compile_ip_filter)
