from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import httpx


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "Margaret"),
        ("?starts_with=", "Margaret"),
        ("?starts_with=n", "Noa"),
        ("?starts_with=N", "Noa"),
        ("?starts_with=mI", "Minnie"),
        ("?starts_with=nadia", "Nadia"),
    ],
)
async def test_under_the_same_seed_the_same_name_comes(
    plain: httpx.AsyncClient, query: str, name: str
) -> None:
    random.seed(1)
    answer = await plain.get(f"/generate_name{query}")
    assert (answer.status_code, answer.json()) == (200, {"name": name})


async def test_every_name_comes_sooner_or_later(plain: httpx.AsyncClient) -> None:
    random.seed(1)
    names = {(await plain.get("/generate_name")).json()["name"] for _ in range(100)}
    assert names == {"Minnie", "Margaret", "Myrtle", "Noa", "Nadia"}


async def test_no_match_is_a_404_that_says_so(plain: httpx.AsyncClient) -> None:
    answer = await plain.get("/generate_name?starts_with=X")
    expected = (404, {"detail": "No name starts with 'X'"})
    assert (answer.status_code, answer.json()) == expected


async def test_an_endless_prefix_is_refused(plain: httpx.AsyncClient) -> None:
    answer = await plain.get("/generate_name", params={"starts_with": "n" * 51})
    assert (answer.status_code, answer.json()["detail"][0]["type"]) == (422, "string_too_long")
