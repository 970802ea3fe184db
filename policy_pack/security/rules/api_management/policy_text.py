"""Finds elements in a policy document without an XML parser.

Expressions make most documents not well-formed, and what they hold must not pass for elements.
https://learn.microsoft.com/azure/api-management/api-management-policy-expressions#syntax
"""

from __future__ import annotations

import re

_NO_ELEMENTS = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>", re.DOTALL)
_EXPRESSION = re.compile(r"@[({]")
_TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/|@"(?:[^"]|"")*"|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])'|[(\[{]|[)\]}]""",
    re.DOTALL,
)


def markup(document: str) -> str:
    """Returns the document without comments, character data and expressions."""
    text = _NO_ELEMENTS.sub("", document)
    while expression := _EXPRESSION.search(text):
        # `@(a > b ? "<base />" : "")` holds no element, and its `>` would end a tag too early.
        text = text[: expression.start()] + text[_end(text, expression.start() + 1) :]
    return text


def elements(document_markup: str, name: str) -> list[str]:
    """Returns the markup inside each element of the name; `<inbound />` has none."""
    pattern = rf"<{name}(?:\s[^<>]*)?(?<!/)>(.*?)</{name}\s*>"
    return re.findall(pattern, document_markup, re.DOTALL)


def holds(document_markup: str, name: str) -> bool:
    """Returns whether there is an element of the name."""
    return re.search(rf"<{name}[\s/>]", document_markup) is not None


def _end(text: str, start: int) -> int:
    """Returns where the bracket at `start` is closed, or the end of a text that never does."""
    depth = 0
    for token in _TOKEN.finditer(text, start):
        depth += (token[0] in {"(", "[", "{"}) - (token[0] in {")", "]", "}"})
        if depth == 0:
            return token.end()
    return len(text)
