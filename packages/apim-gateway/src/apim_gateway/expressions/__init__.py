"""Policy expressions: C# that is checked when a document loads and then runs as closures.

https://learn.microsoft.com/azure/api-management/api-management-policy-expressions
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.semantics.to_text import to_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.errors import Place
    from apim_gateway.messages.exchange import Exchange

__all__ = ["compile_expression", "to_text"]


def compile_expression(source: str, place: Place) -> Callable[[Exchange], object]:
    """Turns `@(…)` or `@{…}`, marker included, into a function of the exchange.

    Raises LoadError, with the line, for what can't be parsed or isn't known. The function raises
    PolicyError with the reason ExpressionValueEvaluationFailure where C# would throw.
    """
    from apim_gateway.expressions.grammar.compiler import compile_source  # noqa: PLC0415 - loads the C# grammar

    return compile_source(source, place)
