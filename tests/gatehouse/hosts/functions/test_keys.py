from __future__ import annotations

import pytest

from gatehouse.errors import LocalError
from gatehouse.hosts.functions.keys import FunctionKeys


@pytest.mark.parametrize(
    ("level", "key", "opens"),
    [
        ("ANONYMOUS", "", True),
        ("ANONYMOUS", "wrong", True),
        ("FUNCTION", "", False),
        ("FUNCTION", "wrong", False),
        ("FUNCTION", "function-key", True),
        ("FUNCTION", "master-key", True),
        ("FUNCTION", "Schlüssel", False),
        ("ADMIN", "function-key", False),
        ("ADMIN", "master-key", True),
    ],
)
@pytest.mark.parametrize("place", ["header", "query"])
def test_a_level_asks_for_its_key(
    keys: FunctionKeys, level: str, key: str, place: str, *, opens: bool
) -> None:
    headers = {"x-functions-key": key} if place == "header" else {}
    query = {"code": key} if place == "query" else {}
    assert keys.opens(level, headers, query) == opens


def test_the_header_outweighs_the_query(keys: FunctionKeys) -> None:
    opens = keys.opens("FUNCTION", {"x-functions-key": "wrong"}, {"code": "function-key"})
    assert opens is False


def test_keys_are_not_shown(keys: FunctionKeys) -> None:
    assert repr(keys) == "FunctionKeys()"


def test_nobody_knows_a_master_key_that_was_not_given() -> None:
    assert FunctionKeys(function="a").master != FunctionKeys(function="a").master


def test_an_empty_key_is_refused() -> None:
    with pytest.raises(LocalError, match="a key of the function app is empty"):
        FunctionKeys(function="")
