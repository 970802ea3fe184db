"""The parts of a limit: all calls, and separately those of the APIs and operations it names.

    <rate-limit calls="100" renewal-period="60">
      <api name="shop" calls="50" renewal-period="60">
        <operation name="buy" calls="5" renewal-period="60" />

A call of `buy` has to be within all three and counts in all three; their counters are named by "",
"api shop" and "api shop/operation buy".

https://learn.microsoft.com/azure/api-management/rate-limit-policy#elements
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apim_gateway.compiling.settings import literal
from apim_gateway.errors import LoadError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange
    from apim_gateway.service.model import Api, Operation

    Covers = Callable[[Exchange], bool]
    Matches = Callable[[Api | Operation | None], bool]


@dataclass(frozen=True, slots=True)
class Part:
    """One limit: its settings, a test for the calls that it covers, and its counters' name."""

    settings: Element
    key: str
    covers: Covers


def limit_parts(
    element: Element, compilation: Compilation, limits: tuple[str, ...]
) -> Iterator[Part]:
    """Reads the element itself, then its `<api>` and their `<operation>`; raises LoadError.

    `limits` are the attributes that api and operation have besides `name` and `id`.
    """
    yield Part(literal(element, compilation), "", lambda _: True)
    for api in element.all("api"):
        api.only(attributes=("name", *limits), children=("operation",))
        settings = literal(api, compilation)
        key, is_api = _named(settings)
        yield Part(settings, key, _of_api(is_api))
        for operation in api.all("operation"):
            operation.only(attributes=("name", *limits))
            inner = literal(operation, compilation)
            name, is_operation = _named(inner)
            yield Part(inner, f"{key}/{name}", _of_operation(is_api, is_operation))


def _named(element: Element) -> tuple[str, Matches]:
    wanted = element.attribute("id", "")
    if wanted:
        return f"{element.name} {wanted}", lambda entity: entity is not None and entity.id == wanted
    name = element.attribute("name", "")
    if not name:
        raise LoadError(element.place, "neither name nor id is given; add one of them")
    return f"{element.name} {name}", lambda entity: entity is not None and entity.name == name


def _of_api(is_api: Matches) -> Covers:
    return lambda exchange: is_api(exchange.api)


def _of_operation(is_api: Matches, is_operation: Matches) -> Covers:
    return lambda exchange: is_api(exchange.api) and is_operation(exchange.operation)
