from __future__ import annotations

import pytest

from gatehouse.hosts.functions.request import headers_of, parameters_of, split_url


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("https://names.azurewebsites.net/a%2Fb?c=d?e", ("/a%2Fb", "c=d?e")),
        ("http://127.0.0.1:7071/", ("/", "")),
        ("http://127.0.0.1:7071", ("/", "")),
    ],
)
def test_path_and_query_stay_as_they_stand_in_the_url(url: str, parts: tuple[str, str]) -> None:
    assert split_url(url) == parts


def test_headers_of_one_name_are_joined() -> None:
    headers = [("Accept", "a"), ("X-One", "1"), ("accept", "b")]
    assert headers_of(headers) == {"accept": "a,b", "x-one": "1"}


def test_parameters_of_one_name_are_joined_and_empty_ones_left_out() -> None:
    assert parameters_of("a=1&b=%C3%A4+c&a=2&d=") == {"a": "1,2", "b": "ä c"}


def test_no_query_has_no_parameters() -> None:
    assert parameters_of("") == {}
