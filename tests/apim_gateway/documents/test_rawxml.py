from __future__ import annotations

import pytest

from apim_gateway.documents.rawxml import expression_end, hide_expressions, show_expressions

WHOLE = [
    '@(a ? "(" : ")")',
    "@('\"' + ')'.ToString())",
    "@(a /* ) */ + b)",
    '@{ // don\'t "stop" here }\nreturn 1; }',
    '@(@"C:\\" + @"say ""(""")',
    '@($"{d["key"]}) {{ {(a ? "x" : "}")} \\"")',
    '@($@"{d["a"]} ""q"" \\")',
    '@(@$"{1 + 1}")',
    "@(a[(1)][0])",
]
OPEN = [
    "@(",
    "@(a",
    '@("open',
    '@(@"open""',
    '@($"open',
    '@($"{open',
    "@{ a )",
]


@pytest.mark.parametrize("text", WHOLE)
def test_an_expression_ends_with_its_own_bracket(text: str) -> None:
    assert expression_end(f"{text} ) }}", 0) == len(text)


@pytest.mark.parametrize("text", OPEN[:-1])
def test_an_expression_that_never_ends_is_none(text: str) -> None:
    assert expression_end(text, 0) is None


@pytest.mark.parametrize("text", WHOLE)
def test_what_is_hidden_is_shown_again_as_it_was(text: str) -> None:
    hidden, expressions = hide_expressions(f'<a b="{text}">{text}</a>')
    assert expressions == [text, text]
    assert show_expressions(hidden, expressions) == f'<a b="{text}">{text}</a>'


def test_a_mark_has_as_many_lines_as_its_expression() -> None:
    hidden, _ = hide_expressions("<a>@{\nreturn\n1; }</a>")
    assert hidden.count("\n") == 2


def test_entities_in_an_expression_are_resolved_and_others_are_left() -> None:
    hidden, expressions = hide_expressions('<a b="&quot;@(x == &quot;)&quot; &amp;&amp; y)&#34;"/>')
    assert expressions == ['@(x == ")" && y)']
    assert hidden.startswith('<a b="&quot;')
    assert hidden.endswith('&#34;"/>')


def test_comments_and_character_data_are_left_as_they_are() -> None:
    document = '<a><!-- @(" --><![CDATA[@(")]]></a>'
    assert hide_expressions(document) == (document, [])


@pytest.mark.parametrize("text", OPEN[:-1])
def test_what_never_ends_is_no_expression(text: str) -> None:
    assert hide_expressions(f"<a>{text}</a>")[1] == []
