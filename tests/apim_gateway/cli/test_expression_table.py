from __future__ import annotations

from pathlib import Path

import pytest

from apim_gateway.cli.expression_table import expression_table

PAGE = Path(__file__).parents[3] / "docs" / "expressions.md"


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == expression_table()


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("string", "bool Contains(value, comparison?)"),
        ("string", "static string Join(separator, …)"),
        ("T[]", "int Length"),
        ("JObject", "void Merge(other, settings?)"),
        ("IMessageBody", "M As<M>(preserveContent?)"),
        ("Dictionary\\<K, V>", "V this[key]"),
        ("List\\<T>", "new List<T>(content?)"),
    ],
)
def test_a_type_shows_its_members_as_csharp_declares_them(title: str, line: str) -> None:
    sections = {
        section.partition("\n")[0]: section.splitlines()
        for section in expression_table().split("\n## ")
    }

    assert line in sections[title]
