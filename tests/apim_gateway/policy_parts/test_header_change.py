from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from apim_gateway.policy_parts.header_change import HeaderChange

if TYPE_CHECKING:
    from apim_gateway.messages.exchange import Exchange

NOWHERE = cast("Exchange", None)


@pytest.mark.parametrize(
    ("action", "existing", "after"),
    [
        ("override", ["a"], ["x", "y"]),
        ("override", [], ["x", "y"]),
        ("skip", ["a"], ["a"]),
        ("skip", [], ["x", "y"]),
        ("append", ["a", "b"], ["a", "b", "x", "y"]),
        ("delete", ["a", "b"], []),
    ],
)
def test_what_is_there_afterwards(action: str, existing: list[str], after: list[str]) -> None:
    change = HeaderChange(lambda _: "name", lambda _: action, (lambda _: "x", lambda _: "y"))
    assert change.apply(action, existing, NOWHERE) == after


def test_values_that_are_not_wanted_are_not_evaluated() -> None:
    change = HeaderChange(lambda _: "name", lambda _: "skip", (lambda _: str(1 / 0),))
    assert [change.apply(action, ["a"], NOWHERE) for action in ("skip", "delete")] == [["a"], []]
