from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from gatehouse.azure.cloud import Azure

if TYPE_CHECKING:
    from collections.abc import Mapping

URN = "urn:pulumi:dev::gatehouse::t::x"


def test_a_random_id_has_as_many_digits_as_asked_for_and_outlives_the_seed() -> None:
    first, second = (
        Azure(seed).create("random:index/randomId:RandomId", URN, {"byteLength": 4}).computed["hex"]
        for seed in (b"1", b"2")
    )
    assert re.fullmatch("[0-9a-f]{8}", first)
    assert first == second


@pytest.mark.parametrize(
    ("inputs", "letters"),
    [
        ({"length": 40}, r"[A-Za-z0-9_-]{40}"),
        ({"length": 40, "special": False}, r"[A-Za-z0-9]{40}"),
        ({"length": 40, "special": False, "upper": False}, r"[a-z0-9]{40}"),
        ({"length": 40, "overrideSpecial": "!"}, r"[A-Za-z0-9!]{40}"),
    ],
)
def test_a_password_is_made_of_what_it_may_hold(inputs: Mapping[str, Any], letters: str) -> None:
    created = Azure(b"seed").create("random:index/randomPassword:RandomPassword", URN, inputs)
    assert re.fullmatch(letters, created.computed["result"])
