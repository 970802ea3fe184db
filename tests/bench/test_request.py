import pytest

from bench.request import NO_ANSWER, body, status
from gatehouse.laptop.ports import reserve


@pytest.mark.parametrize(("key", "expected"), [("right", 200), ("wrong", 401)])
def test_the_status_is_told_whether_it_is_good_or_bad(
    picky_url: str, key: str, expected: int
) -> None:
    assert status(picky_url, {"key": key}) == expected


def test_a_closed_port_is_no_answer() -> None:
    port = reserve({"port": 0})["port"]
    assert status(f"http://127.0.0.1:{port}/") == NO_ANSWER


@pytest.mark.parametrize(("key", "answered"), [("right", True), ("wrong", False)])
def test_the_text_of_an_answer_is_read_and_an_errors_is_not(
    picky_url: str, key: str, *, answered: bool
) -> None:
    assert (body(picky_url, {"key": key}) != "") == answered
