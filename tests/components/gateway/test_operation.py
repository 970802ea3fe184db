from __future__ import annotations

import pytest

from components.gateway.operation import Interface, Operation, Parameter, Request

NEEDED = Parameter(name="id", type="string", required=True)


def operation(url_template: str, method: str = "GET", **more: object) -> Operation:
    return Operation(
        operation_id="x",
        method=method,
        url_template=url_template,
        display_name="X",
        **more,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (operation("/names"), "/names"),
        (operation("/names", "POST"), ""),
        (operation("/{id}", template_parameters=(NEEDED,)), ""),
        (operation("/names", request=Request(query_parameters=(NEEDED,))), ""),
        (operation("/files/*"), ""),
    ],
)
def test_a_sample_is_a_get_that_needs_nothing(given: Operation, expected: str) -> None:
    assert Interface(operations=(given,)).sample() == expected


@pytest.mark.parametrize(
    ("pages", "paths", "expected"),
    [
        (["/openapi.json", "/help", "/redoc"], ["/redoc", "/help", "/openapi.json"], "/help"),
        ([], ["/openapi.json", "/docs"], "/docs"),
        (["/docs"], ["/openapi.json"], ""),
    ],
)
def test_a_page_is_the_apps_own_documentation_as_far_as_it_is_published(
    pages: list[str], paths: list[str], expected: str
) -> None:
    interface = Interface(operations=tuple(operation(path) for path in paths))
    assert interface.page(pages) == expected
