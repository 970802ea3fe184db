"""A condition of a policy: an expression that is true or false."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.errors import PolicyError

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange

_WORDS = {"true": True, "false": False}


def condition(text: str, element: Element, compilation: Compilation) -> Callable[[Exchange], bool]:
    """Compiles the condition; a value that is neither true nor false stops the pipeline."""
    value = compilation.value(text, element.place)

    def holds(exchange: Exchange) -> bool:
        result = value(exchange)
        # A literal or a named value is text, as condition="true".
        if isinstance(result, str):
            result = _WORDS.get(result.strip().lower(), result)
        if isinstance(result, bool):
            return result
        raise PolicyError(
            element.name,
            "ExpressionValueEvaluationFailure",
            f"The condition of <{element.name}> is {result!r}; it has to be true or false.",
        )

    return holds
