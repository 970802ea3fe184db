"""Reads a policy's setting at load, or each time the policy runs where it is an expression."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from apim_gateway.compiling.loading import is_expression
from apim_gateway.errors import LoadError, PolicyError

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange

T = TypeVar("T")


def literal(element: Element, compilation: Compilation) -> Element:
    """Returns the element with its named values filled in; raises LoadError for an expression."""
    known = {
        name: compilation.constant(text, element.place) for name, text in element.attributes.items()
    }
    return replace(element, attributes=known)


def literal_of(element: Element, name: str, compilation: Compilation) -> Element:
    """Returns the element with the named values of one required attribute filled in."""
    return _with(element, name, compilation.constant(element.required(name), element.place))


def word(
    element: Element, name: str, compilation: Compilation, allowed: tuple[str, ...], default: str
) -> str:
    """Returns one of the allowed words; raises LoadError for an expression."""
    text = compilation.constant(element.attribute(name, default), element.place)
    return _with(element, name, text).choice(name, allowed, None)


def number(
    element: Element,
    name: str,
    compilation: Compilation,
    *,
    low: int,
    high: int,
    default: int | None = None,
) -> Callable[[Exchange], int]:
    """Reads a whole number from low to high; without a default it is required."""
    text = None if default is None else str(default)
    return _read(
        element,
        name,
        compilation,
        text,
        lambda known: known.number(name, low=low, high=high, default=None),
    )


def flag(
    element: Element, name: str, compilation: Compilation, *, default: bool | None = None
) -> Callable[[Exchange], bool]:
    """Reads true or false; without a default it is required."""
    text = None if default is None else str(default)
    return _read(element, name, compilation, text, lambda known: known.flag(name, default=False))


def choice(
    element: Element,
    name: str,
    compilation: Compilation,
    allowed: tuple[str, ...],
    default: str | None = None,
) -> Callable[[Exchange], str]:
    """Reads one of the allowed words; without a default it is required."""
    return _read(
        element, name, compilation, default, lambda known: known.choice(name, allowed, None)
    )


def _read(
    element: Element,
    name: str,
    compilation: Compilation,
    default: str | None,
    read: Callable[[Element], T],
) -> Callable[[Exchange], T]:
    # One `read` for both times: `timeout="0"` and `timeout="@(0)"` are refused in the same words,
    # the first one at load and the other in context.LastError.
    source = element.required(name) if default is None else element.attribute(name, default)
    if is_expression(source):
        evaluate = compilation.text(source, element.place)
        return lambda exchange: _checked(element, name, evaluate(exchange), read)
    value = read(literal_of(_with(element, name, source), name, compilation))
    return lambda _: value


def _checked(element: Element, name: str, text: str, read: Callable[[Element], T]) -> T:
    try:
        return read(_with(element, name, text))
    except LoadError as error:
        raise PolicyError(element.name, "ExpressionValueEvaluationFailure", str(error)) from None


def _with(element: Element, name: str, text: str) -> Element:
    return replace(element, attributes={**element.attributes, name: text})
