"""Compiles interpolated strings: `$"{a,5:N2}"`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.static_types import STRING
from apim_gateway.expressions.grammar.literals import unescaped
from apim_gateway.expressions.grammar.nodes import named, text
from apim_gateway.expressions.grammar.scope import Code
from apim_gateway.expressions.semantics.format import aligned, format_value
from apim_gateway.expressions.semantics.to_text import to_text

if TYPE_CHECKING:
    from apim_gateway.expressions.grammar.nodes import Node
    from apim_gateway.expressions.grammar.scope import Frame, Run, Scope


def compile_interpolated_string_expression(node: Node, scope: Scope) -> Code:
    """Compiles `$"…"`, `$@"…"`."""
    opening, first, *parts, last = node.children
    verbatim = "@" in text(opening) or "@" in text(first)
    if text(first) != '"':
        raise scope.refused(node, "is newer than C# 7", 'write $"…" or $@"…"')
    runs: list[Run] = []
    start = first.end
    for part in parts:
        if part.type == "interpolation":
            runs.append(_literal(node.source[start : part.start], verbatim=verbatim))
            runs.append(_hole(part, scope))
            start = part.end
    runs.append(_literal(node.source[start : last.start], verbatim=verbatim))

    def run(frame: Frame) -> str:
        return "".join([one(frame) for one in runs])

    return Code(run, STRING)


def _literal(raw: bytes, *, verbatim: bool) -> Run:
    given = raw.decode()
    # In `$@"…"` a backslash is itself and a doubled quote stands for one.
    plain = given.replace('""', '"') if verbatim else unescaped(given)
    plain = plain.replace("{{", "{").replace("}}", "}")
    return lambda _: plain


def _hole(node: Node, scope: Scope) -> Run:
    inner = [one for one in named(node) if one.type != "interpolation_brace"]
    value = scope.code(inner[0]).run
    width, specifier = 0, ""
    for part in inner[1:]:
        if part.type == "interpolation_alignment_clause":
            width = int(text(part)[1:])
        else:
            specifier = text(part)[1:]
    # Most holes have neither width nor format.
    if not width and not specifier:
        return lambda frame: to_text(value(frame))
    return lambda frame: aligned(format_value(value(frame), specifier), width)
