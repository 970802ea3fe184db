from __future__ import annotations

import pytest

from gatehouse.errors import LocalError
from gatehouse.hosts.functions.routes import Routes


def _routes(*templates: str) -> Routes[str]:
    routes: Routes[str] = Routes()
    for template in templates:
        routes.add(template, None, template)
    return routes


@pytest.mark.parametrize(
    ("template", "path", "parameters"),
    [
        ("/{*route}", "/", {}),
        ("/{*route}", "/generate_name", {"route": "generate_name"}),
        ("/{*route}", "/a/b/", {"route": "a/b/"}),
        ("api/hello", "/api/hello", {}),
        ("api/hello", "/API/Hello/", {}),
        ("api/hello", "/hello", None),
        ("", "/", {}),
        ("items/{id}", "/items/a%20b", {"id": "a b"}),
        ("items/{id}", "/items/a/b", None),
        ("items/{id}", "/items", None),
        ("items/{id?}", "/items", {}),
        ("items/{id?}", "/items/7", {"id": "7"}),
        ("items/{id:int}", "/items/-7", {"id": "-7"}),
        ("items/{id:int}", "/items/seven", None),
        ("items/{id:alpha}/{rest}", "/items/Ab/9", {"id": "Ab", "rest": "9"}),
        ("items/{on:bool}", "/items/True", {"on": "True"}),
        ("items/{price:decimal?}", "/items/1.5", {"price": "1.5"}),
        (
            "items/{id:guid}",
            "/items/0f8fad5b-d9cb-469f-a165-70867728950e",
            {"id": "0f8fad5b-d9cb-469f-a165-70867728950e"},
        ),
        ("files/{**path}", "/files/a/b", {"path": "a/b"}),
        ("a.b", "/axb", None),
    ],
)
def test_templates_match_as_on_azure(
    template: str, path: str, parameters: dict[str, str] | None
) -> None:
    expected = None if parameters is None else (template, parameters)
    assert _routes(template).find("GET", path) == expected


@pytest.mark.parametrize(
    ("path", "template"),
    [
        ("/items/new", "items/new"),
        ("/items/7", "items/{id:int}"),
        ("/items/seven", "items/{id}"),
        ("/items/7/parts", "{*rest}"),
    ],
)
def test_the_most_specific_template_wins(path: str, template: str) -> None:
    found = _routes("{*rest}", "items/{id}", "items/{id:int}", "items/new").find("GET", path)
    assert found is not None
    assert found[0] == template


@pytest.mark.parametrize(("method", "target"), [("GET", "read"), ("PUT", "write"), ("PATCH", None)])
def test_a_route_answers_its_own_methods(method: str, target: str | None) -> None:
    routes: Routes[str] = Routes()
    routes.add("items", frozenset({"GET"}), "read")
    routes.add("items", frozenset({"PUT", "POST"}), "write")
    found = routes.find(method, "/items")
    assert (found and found[0]) == target


@pytest.mark.parametrize("segment", ["{id:regex(a)}", "{id:min}", "{a}-{b}", "{id", "{}"])
def test_what_is_not_understood_is_refused(segment: str) -> None:
    with pytest.raises(LocalError) as caught:
        _routes(f"items/{segment}")
    assert str(caught.value) == (
        f"the route 'items/{segment}' has '{segment}'; allowed are literals, {{name}}, {{name?}}, "
        "{*name} and {name:type} with the types alpha, bool, decimal, double, float, guid, int, "
        "long. Write the route with these."
    )
