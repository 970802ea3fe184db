from __future__ import annotations

import pytest

from apim_gateway.messages.received import ReceivedRequest
from apim_gateway.messages.url import Url


def received(target: str, **headers: str) -> ReceivedRequest:
    return ReceivedRequest("GET", target, list(headers.items()), b"", "127.0.0.1", "http")


PATHS = [
    ("/a/b?c=/../d", "/a/b", "c=/../d"),
    ("/a/./b/../c", "/a/c", ""),
    ("/a/%2E%2e/b", "/b", ""),
    ("/../../a", "/a", ""),
    ("/a/b/..", "/a/", ""),
    ("/a/.", "/a/", ""),
    ("/a/..b/c.d", "/a/..b/c.d", ""),
    ("http://other.test/a?b", "/a", "b"),
    ("*", "/", ""),
]


@pytest.mark.parametrize(("target", "path", "query"), PATHS)
def test_a_target_has_a_path_without_dots_and_a_query(target: str, path: str, query: str) -> None:
    seen = received(target)
    assert (seen.path, seen.query) == (path, query)


def test_the_url_is_the_one_that_the_caller_used() -> None:
    assert str(received("/a?b", host="me.test:81").url()) == "http://me.test:81/a?b"


def test_a_host_that_makes_no_sense_is_nobody() -> None:
    assert received("/", host="[").url() == Url("http", "", 0, "/", "")


def test_a_parameter_is_found_whatever_its_case() -> None:
    seen = received("/?A=b%20c")
    assert (seen.parameter("a"), seen.parameter("b")) == ("b c", None)
