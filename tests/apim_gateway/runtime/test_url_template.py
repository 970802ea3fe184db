from __future__ import annotations

import pytest

from apim_gateway.runtime.url_template import Template

MATCHES = [
    ("/users/{id}", "/users/4%202", "", {"id": "4 2"}),
    ("users/{id}", "/USERS/x", "", {"id": "x"}),
    ("/users/{id}", "/users/1/2", "", None),
    ("/users/{id}", "/users/", "", None),
    ("/{a}.{b}", "/x.y", "", {"a": "x", "b": "y"}),
    ("/files/*", "/files", "", {}),
    ("/files/*", "/files/a/b", "", {}),
    ("/files/*", "/filesystem", "", None),
    ("/files/{*rest}", "/files/a/b", "", {"rest": "a/b"}),
    ("/caf\u00e9", "/caf%C3%A9", "", {}),
    ("/get?a={b}", "/get", "A=1&c=2", {"b": "1"}),
    ("/get?a={b}", "/get", "c=2", None),
    ("/get?kind=x&a={b}", "/get", "a=&KIND=X", {"b": ""}),
    ("/get?kind=x", "/get", "kind=y", None),
]


@pytest.mark.parametrize(("template", "path", "query", "expected"), MATCHES)
def test_a_template_takes_its_parameters_from_the_url(
    template: str, path: str, query: str, expected: dict[str, str] | None
) -> None:
    assert Template.compile(template).match(path, query) == expected


def test_the_more_specific_template_comes_first() -> None:
    texts = ["/*", "/{a}/*", "/{a}/{b}", "/{a}/b", "/a/{*b}", "/a/{b}", "/a/b", "/a/b?c={c}"]
    templates = {text: Template.compile(text) for text in texts}
    assert sorted(texts, key=lambda text: templates[text].rank) == [
        "/a/b?c={c}",
        "/a/b",
        "/a/{b}",
        "/a/{*b}",
        "/{a}/b",
        "/{a}/{b}",
        "/{a}/*",
        "/*",
    ]


def test_only_a_path_without_parameters_is_literal() -> None:
    assert [Template.compile(text).literal for text in ("/a b", "/{a}", "/*")] == [
        "/a%20b",
        None,
        None,
    ]
