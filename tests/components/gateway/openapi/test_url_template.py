from __future__ import annotations

import pytest

from components.errors import ComponentError
from components.gateway.openapi.url_template import opened, signature, url_templates

TEMPLATES = [
    ("/", ("/",)),
    ("/users/me", ("/users/me",)),
    ("/users/{id}", ("/users/{id}",)),
    ("/users/{id:int}/{part:str}", ("/users/{id}/{part}",)),
    ("/weight/{x:float}/of/{what:uuid}", ("/weight/{x}/of/{what}",)),
    ("/{name}.{ending}", ("/{name}.{ending}",)),
    ("/files/{path:path}", ("/files/*",)),
    ("/{owner}/files/{path:path}", ("/{owner}/files/*",)),
    ("/{path:path}", ("/*",)),
    ("/files/*", ("/files/*",)),
    ("/{*route}", ("/*",)),
    ("/files/{*rest}", ("/files/*",)),
    ("/items/{id:int?}", ("/items/{id}", "/items")),
    ("/{id?}", ("/{id}", "/")),
    ("/items/{id=7}", ("/items/{id}", "/items")),
    ("/items/{id:length(5)}", ("/items/{id}",)),
]


@pytest.mark.parametrize(("path", "expected"), TEMPLATES)
def test_a_path_has_the_templates_that_serve_it(path: str, expected: tuple[str, ...]) -> None:
    assert url_templates("GET", path) == expected


REFUSED = [
    (
        "/files/{path:path}/raw",
        (
            "{path:path} takes several segments, and API Management's wildcard is the whole last "
            "segment of a template"
        ),
    ),
    (
        "/files/x-{path:path}",
        (
            "{path:path} takes several segments, and API Management's wildcard is the whole last "
            "segment of a template"
        ),
    ),
    (
        "/{a:path}/{b:path}",
        (
            "{a:path} takes several segments, and API Management's wildcard is the whole last "
            "segment of a template"
        ),
    ),
    (
        "/dup/{a}/{A}",
        "API Management ignores case, so two of its parameters have the same name",
    ),
    ("/what?", "it holds one of { } * ? # outside of a parameter"),
    ("/{id:regex(a{{3}})}", "it holds one of { } * ? # outside of a parameter"),
    ("/a*b/c", "it holds one of { } * ? # outside of a parameter"),
]


@pytest.mark.parametrize(("path", "reason"), REFUSED)
def test_a_path_that_no_template_serves_is_refused(path: str, reason: str) -> None:
    with pytest.raises(ComponentError) as refusal:
        url_templates("PUT", path)
    assert str(refusal.value) == (
        f"PUT {path} can't be published: {reason}; allowed are paths such as /users/{{id}} and "
        "/files/{path:path}; change the path, or keep the route from being published by "
        "include_in_schema=False"
    )


def test_openapi_writes_no_converters() -> None:
    assert opened("/files/{id:int}/{path:path}") == "/files/{id}/{path}"


def test_neither_case_nor_names_of_parameters_tell_templates_apart() -> None:
    assert signature("/Users/{id}/x") == signature("/users/{name}/X")
    assert signature("/users/{id}") != signature("/users/*")
