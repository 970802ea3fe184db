import pytest

from apim_gateway.messages.query import name_of, split, value_of, written


@pytest.mark.parametrize(
    ("query", "pairs"), [("", []), ("a=1&b", ["a=1", "b"]), ("&a=%20&&", ["a=%20"])]
)
def test_a_query_falls_into_pairs_as_written(query: str, pairs: list[str]) -> None:
    assert split(query) == pairs


@pytest.mark.parametrize(
    ("pair", "name", "value"),
    [("A+b=c%26+d=e", "a b", "c& d=e"), ("Flag", "flag", ""), ("%C3%84=%C3%A4", "ä", "ä")],
)
def test_name_and_value_are_decoded(pair: str, name: str, value: str) -> None:
    assert (name_of(pair), value_of(pair)) == (name, value)


def test_a_new_pair_is_encoded() -> None:
    assert written("a b", "c&d/ä") == "a%20b=c%26d%2F%C3%A4"
