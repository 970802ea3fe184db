"""Finds the C# in a policy document, which is seldom well-formed XML, before an XML parser does.

    <when condition="@(context.Request.Headers.GetValueOrDefault("a", "") < "b")">

has quotes inside of quotes and a `<` inside of an attribute. Azure takes it, an XML parser doesn't:
a mark of private-use characters takes the expression's place until the document is parsed.

https://learn.microsoft.com/azure/api-management/api-management-policy-expressions#syntax
"""

from __future__ import annotations

import re
from html import unescape

_ENTITY = re.compile(r"&(?:quot|amp|lt|gt|apos|#\d+|#[xX][0-9a-fA-F]+);")
_MARKUP = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|@[({]", re.DOTALL)
_TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/|'(?:\\.|[^\\'])+'|(?:\$@|@\$|@|\$)?"|[(\[{]|[)\]}]""", re.DOTALL
)
_PLAIN = re.compile(r'(?:[^"\\]|\\.)*"', re.DOTALL)
_VERBATIM = re.compile(r'(?:[^"]|"")*"')
_PLAIN_PIECE = re.compile(r'\\.|\{\{|\{|"', re.DOTALL)
_VERBATIM_PIECE = re.compile(r'""|\{\{|\{|"')
_MARK = re.compile("\ue000(\\d+)\\s*\ue001")


def hide_expressions(document: str) -> tuple[str, list[str]]:
    """Replaces each `@(…)` and `@{…}` by a mark; returns the document and the expressions.

    A mark spans as many lines as its expression, so that line numbers stay right. Entities in an
    expression are resolved, as an XML parser would.
    """
    plain = _Plain(document)
    kept: list[str] = []
    expressions: list[str] = []
    done = position = 0
    while found := _MARKUP.search(document, position):
        position = found.end()
        if not found.group().startswith("@"):
            continue
        start = plain.index(found.start())
        end = expression_end(plain.text, start)
        if end is None:
            continue
        position = plain.offset(end)
        lines = "\n" * document.count("\n", found.start(), position)
        kept += [document[done : found.start()], f"\ue000{len(expressions)}{lines}\ue001"]
        expressions.append(plain.text[start:end])
        done = position
    return "".join([*kept, document[done:]]), expressions


def show_expressions(text: str, expressions: list[str]) -> str:
    """Puts the expressions back in place of their marks."""
    return _MARK.sub(lambda mark: expressions[int(mark.group(1))], text)


def expression_end(text: str, start: int) -> int | None:
    """Returns where the expression that starts at `start` ends, or None when it never does."""
    return _closing(text, start + 1)


class _Plain:
    """The document with its entities resolved, and the way between the two.

    Both `@(a &lt; b)` and `@(a < b)` are allowed. Only in the resolved text do strings end where C#
    ends them, so the end is looked for there, and then translated to an offset in the document.
    """

    def __init__(self, document: str) -> None:
        self.text = _ENTITY.sub(lambda entity: unescape(entity.group()), document)
        self._entities = [(m.start(), len(m.group()) - 1) for m in _ENTITY.finditer(document)]

    def index(self, offset: int) -> int:
        return offset - sum(extra for start, extra in self._entities if start < offset)

    def offset(self, index: int) -> int:
        for start, extra in self._entities:
            if start >= index:
                break
            index += extra
        return index


def _closing(text: str, position: int) -> int | None:
    """Returns the index behind the bracket that closes the one at `position`.

    Brackets in comments, characters and strings don't count: `@(")" + ')')` ends at its last one.
    """
    depth = 0
    while found := _TOKEN.search(text, position):
        piece, position = found.group(), found.end()
        if piece in "([{":
            depth += 1
        elif piece in ")]}":
            depth -= 1
            if not depth:
                return position
        elif piece.endswith('"') and piece[0] in '$@"':
            end = _string_end(text, position, piece)
            if end is None:
                return None
            position = end
    return None


def _string_end(text: str, position: int, opening: str) -> int | None:
    if "$" in opening:
        return _interpolated_end(text, position, verbatim="@" in opening)
    found = (_VERBATIM if "@" in opening else _PLAIN).match(text, position)
    return found.end() if found else None


def _interpolated_end(text: str, position: int, *, verbatim: bool) -> int | None:
    pieces = _VERBATIM_PIECE if verbatim else _PLAIN_PIECE
    while found := pieces.search(text, position):
        position = found.end()
        if found.group() == '"':
            return position
        if found.group() == "{":  # a hole is C# again, with strings that may have holes
            end = _closing(text, found.start())
            if end is None:
                return None
            position = end
    return None
