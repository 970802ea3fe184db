from __future__ import annotations

import pytest

from policy_pack.security.rules.api_management.policy_text import elements, holds, markup


@pytest.mark.parametrize(
    ("document", "left"),
    [
        ("<a/><!-- <b/> --><c/>", "<a/><c/>"),
        ("<![CDATA[<b/>]]><c/>", "<c/>"),
        ('<a b="@(x > 1 ? "(" : ")")"/>', '<a b=""/>'),
        ("<a>@{ if (c == '}') { return \"<base />\"; } }</a>", "<a></a>"),
        ('<a b="@(c[@"\\"])" />', '<a b="" />'),
        ("<a>@{ return 1; // )}\n /* ' */ }</a>", "<a></a>"),
        ("<a>@(never closed</a>", "<a>"),
        ("<a>me@example.com</a>", "<a>me@example.com</a>"),
    ],
    ids=["comment", "data", "expression", "statements", "verbatim", "remarks", "open", "address"],
)
def test_what_is_not_markup_is_left_out(document: str, left: str) -> None:
    assert markup(document) == left


def test_elements_are_found_with_and_without_attributes() -> None:
    text = "<cors x='1'><origin>a</origin></cors><cors-like/><cors /><cors>b</cors>"
    assert elements(text, "cors") == ["<origin>a</origin>", "b"]


@pytest.mark.parametrize(
    ("text", "there"), [("<base />", True), ("<base/>", True), ("<based/>", False), ("", False)]
)
def test_an_element_is_known_by_its_whole_name(text: str, *, there: bool) -> None:
    assert holds(text, "base") == there
