from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from django.db import InterfaceError, OperationalError
from django.test import RequestFactory

from quizsite.errors import OneLineOutage, server_error

if TYPE_CHECKING:
    from django.http import HttpResponse


def answer(error: Exception) -> HttpResponse:
    """The answer while the error is being handled, as Django calls the handler."""
    try:
        raise error
    except type(error):
        return server_error(RequestFactory().get("/"))


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_a_database_out_of_reach_is_said_in_plain_words(error: type[Exception]) -> None:
    response = answer(error("connection to 10.0.0.4 failed"))
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert "Its database does not answer at the moment" in response.text
    assert "10.0.0.4" not in response.text


@pytest.mark.usefixtures("site")
def test_any_other_error_is_the_sites_own() -> None:
    response = answer(ValueError("secret"))
    assert response.status_code == 500
    assert "Something went wrong on our side" in response.text
    assert "secret" not in response.text


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (OperationalError("100% refused\nIs it there?"), "Failed: /: 100% refused"),
        (InterfaceError("closed"), "Failed: /: closed"),
        (ValueError("mine"), "Failed: /"),
        (None, "Failed: /"),
    ],
)
def test_an_outage_is_one_line_in_the_log_and_any_other_error_keeps_its_traceback(
    error: Exception | None, line: str
) -> None:
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "Failed: %s", ("/",), None)
    if error:
        record.exc_info = (type(error), error, None)
    assert OneLineOutage().filter(record) is True
    assert record.getMessage() == line
    assert bool(record.exc_info) is isinstance(error, ValueError)
