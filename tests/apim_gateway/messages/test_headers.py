from __future__ import annotations

from apim_gateway.messages.headers import Headers


def test_a_name_is_found_whatever_its_case() -> None:
    headers = Headers([("X-A", "1"), ("x-a", "2")])
    assert (headers.get("x-A"), headers.get_all("X-a"), "X-A" in headers) == ("1", ["1", "2"], True)


def test_a_name_that_is_not_there_is_none() -> None:
    headers = Headers()
    assert (headers.get("X"), headers.get_all("X"), "X" in headers) == (None, [], False)


def test_setting_takes_the_place_of_all_lines_of_the_name() -> None:
    headers = Headers([("X-A", "1"), ("B", "b"), ("x-a", "2")])
    headers.set("X-a", "3", "4")
    headers.add("B", "c")
    assert list(headers) == [("B", "b"), ("X-a", "3"), ("X-a", "4"), ("B", "c")]
