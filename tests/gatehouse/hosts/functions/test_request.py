from __future__ import annotations

import pytest
from azure import functions as func

from apim_gateway.messages.upstream import UpstreamResponse
from gatehouse.hosts.functions.request import headers_of, parameters_of, split_url, to_response


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


@pytest.mark.parametrize(
    ("answer", "response"),
    [
        (
            "text",
            UpstreamResponse(
                200,
                [("content-type", "text/plain; charset=utf-8"), ("content-length", "4")],
                b"text",
            ),
        ),
        (
            func.HttpResponse(b"{}", status_code=201, mimetype="application/json"),
            UpstreamResponse(
                201, [("content-type", "application/json"), ("content-length", "2")], b"{}"
            ),
        ),
        (
            func.HttpResponse(
                b"", headers={"Content-Type": "text/html", "Content-Length": "0", "X-One": "1"}
            ),
            UpstreamResponse(
                200,
                [("Content-Type", "text/html"), ("Content-Length", "0"), ("X-One", "1")],
                b"",
            ),
        ),
        (None, UpstreamResponse(204, [], b"")),
    ],
)
def test_what_a_function_returns_becomes_a_response(
    answer: object, response: UpstreamResponse
) -> None:
    assert to_response(answer) == response


def test_other_answers_are_refused() -> None:
    with pytest.raises(TypeError, match=r"returned dict; allowed are func\.HttpResponse, str"):
        to_response({})
