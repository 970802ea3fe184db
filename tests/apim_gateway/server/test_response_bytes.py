from __future__ import annotations

import re

import pytest

from apim_gateway.messages.exchange import Response
from apim_gateway.messages.headers import Headers
from apim_gateway.server.response_bytes import response_bytes


def text_of(response: Response, method: str = "GET", *, last: bool = False) -> str:
    text = response_bytes(response, method, last=last).decode("latin-1")
    return re.sub(r"date: [A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} [\d:]{8} GMT", "date: now", text)


def test_a_response_gets_its_date_and_length() -> None:
    response = Response(200, "OK", Headers([("X-A", "é")]), b"body")
    assert text_of(response) == (
        "HTTP/1.1 200 OK\r\nX-A: é\r\ndate: now\r\ncontent-length: 4\r\n\r\nbody"
    )


def test_a_date_of_the_backend_s_stays() -> None:
    response = Response(200, "OK", Headers([("Date", "then")]), b"")
    assert text_of(response) == "HTTP/1.1 200 OK\r\nDate: then\r\ncontent-length: 0\r\n\r\n"


def test_the_last_response_says_so() -> None:
    response = Response(200, "OK", Headers([("Date", "then")]), b"")
    assert text_of(response, last=True).endswith("content-length: 0\r\nconnection: close\r\n\r\n")


def test_length_and_connection_are_not_a_policy_s_to_say() -> None:
    lines = [("Content-Length", "9"), ("Transfer-Encoding", "chunked"), ("Date", "then")]
    response = Response(200, "OK", Headers(lines), b"abc")
    assert text_of(response) == "HTTP/1.1 200 OK\r\nDate: then\r\ncontent-length: 3\r\n\r\nabc"


@pytest.mark.parametrize("status", [204, 304])
def test_a_status_without_a_body_has_no_length(status: int) -> None:
    response = Response(status, "Nothing", Headers([("Date", "then")]), b"ignored")
    assert text_of(response) == f"HTTP/1.1 {status} Nothing\r\nDate: then\r\n\r\n"


@pytest.mark.parametrize(("header", "reason"), [("a\nb", "OK"), ("a\rb", "OK"), ("a", "O\r\nK")])
def test_a_line_break_begins_no_other_line(header: str, reason: str) -> None:
    with pytest.raises(ValueError, match="line break"):
        text_of(Response(200, reason, Headers([("X-A", header)]), b""))
