from __future__ import annotations

import pytest

from components.errors import ComponentError
from components.gateway.openapi.endpoint import Endpoint
from components.gateway.openapi.operation_ids import legal, operation_ids


def endpoint(route: str, name: str) -> Endpoint:
    method, _, path = route.partition(" ")
    return Endpoint(method=method, path=path, name=name, listed=True)


CASES = {
    "an id that is unique stays": (
        [("GET /a", "generate_name"), ("GET /b", "docs")],
        ["generate_name", "docs"],
    ),
    "the methods of one route are told apart by method": (
        [("GET /any", "any"), ("POST /any", "any")],
        ["any_get", "any_post"],
    ),
    "routes of one id are told apart by path when the method is the same": (
        [("GET /a/all", "list_all"), ("GET /b/all", "list_all"), ("PUT /b/all", "list_all")],
        ["list_all_a_all_get", "list_all_b_all_get", "list_all_put"],
    ),
    "ids that differ in case only are the same for Azure": (
        [("GET /a", "Read"), ("PUT /b", "read")],
        ["Read_get", "read_put"],
    ),
    "an id of its own stays beside one that is made": (
        [("GET /any", "any"), ("POST /any", "any"), ("GET /x", "any_get")],
        ["any_any_get", "any_post", "any_get"],
    ),
    "the HEAD that goes along with a GET leaves it its id": (
        [("GET /docs", "docs"), ("HEAD /docs", "docs")],
        ["docs", "docs_head"],
    ),
    "so does the OPTIONS that Flask adds": (
        [("POST /x", "change"), ("OPTIONS /x", "change"), ("OPTIONS /y", "ask")],
        ["change", "change_options", "ask"],
    ),
    "characters that Azure does not take become underscores": (
        [("GET /a", "shop.list all"), ("GET /b", "größe")],
        ["shop_list_all", "gr_e"],
    ),
    "ids that become the same are told apart": (
        [("GET /a", "a.b"), ("PUT /b", "a b")],
        ["a_b_get", "a_b_put"],
    ),
    "a route without a name has its path": (
        [("GET /files/{path:path}", ""), ("GET /", "")],
        ["files_path", "root"],
    ),
}


@pytest.mark.parametrize(("given", "expected"), CASES.values(), ids=CASES)
def test_ids_are_unique_and_legal(given: list[tuple[str, str]], expected: list[str]) -> None:
    assert operation_ids([endpoint(*one) for one in given]) == expected


@pytest.mark.parametrize("text", ["x" * 81, "a.b" * 30])
def test_a_long_id_ends_with_what_tells_it_from_its_like(text: str) -> None:
    found = legal(text)
    assert len(found) == 80
    assert found != legal(f"{text}y")
    assert found[:71] == legal(f"{text}y")[:71]


def test_an_id_of_eighty_characters_stays() -> None:
    assert legal("x" * 80) == "x" * 80


def test_two_routes_that_nothing_tells_apart_are_refused() -> None:
    with pytest.raises(ComponentError) as refusal:
        operation_ids([endpoint("GET /a.b", "same"), endpoint("GET /a_b", "same")])
    assert str(refusal.value) == (
        "the operation id 'same_a_b_get' stands for GET /a.b and GET /a_b; allowed is one route "
        "for each id; give one of the routes another name"
    )
