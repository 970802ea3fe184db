from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from azure import functions as func

from app_runtime.inside.gatehouse_worker.response import to_response

if TYPE_CHECKING:
    from app_runtime.inside.gatehouse_worker.response import Response


@pytest.mark.parametrize(
    ("answer", "response"),
    [
        (
            "text",
            (
                200,
                [("content-type", "text/plain; charset=utf-8"), ("content-length", "4")],
                b"text",
            ),
        ),
        (
            func.HttpResponse(b"{}", status_code=201, mimetype="application/json"),
            (201, [("content-type", "application/json"), ("content-length", "2")], b"{}"),
        ),
        (
            func.HttpResponse(
                b"", headers={"Content-Type": "text/html", "Content-Length": "0", "X-One": "1"}
            ),
            (
                200,
                [("Content-Type", "text/html"), ("Content-Length", "0"), ("X-One", "1")],
                b"",
            ),
        ),
        (None, (204, [], b"")),
    ],
)
def test_what_a_function_returns_becomes_a_response(answer: object, response: Response) -> None:
    assert to_response(answer) == response


def test_other_answers_are_refused() -> None:
    with pytest.raises(TypeError, match=r"returned dict; allowed are func\.HttpResponse, str"):
        to_response({})
