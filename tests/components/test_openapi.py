from __future__ import annotations

from typing import Any

import pytest

from components.errors import ComponentError
from components.openapi import operations
from components.operation import Operation, Parameter


def document(**paths: Any) -> dict[str, Any]:
    return {"paths": {f"/{name}": path for name, path in paths.items()}}


def test_a_route_is_an_operation_with_its_parameters_by_place() -> None:
    quiz = {
        "operationId": "read_quiz",
        "summary": "Read Quiz",
        "description": "Returns a quiz.",
        "parameters": [
            {
                "name": "quiz_id",
                "in": "path",
                "required": True,
                "schema": {"type": "integer"},
                "description": "Which one",
            },
            {"name": "page", "in": "query", "schema": {"anyOf": []}},
            {"name": "x-trace", "in": "header", "schema": {"type": "string"}},
        ],
    }
    assert operations({"paths": {"/quizzes/{quiz_id}": {"get": quiz}}}) == (
        Operation(
            operation_id="read_quiz",
            method="GET",
            url_template="/quizzes/{quiz_id}",
            display_name="Read Quiz",
            description="Returns a quiz.",
            template_parameters=(
                Parameter(name="quiz_id", type="integer", required=True, description="Which one"),
            ),
            query_parameters=(Parameter(name="page", type="string", required=False),),
        ),
    )


def test_a_required_query_parameter_is_no_part_of_the_template() -> None:
    search = {
        "operationId": "search",
        "parameters": [{"name": "q", "in": "query", "required": True}],
    }
    (operation,) = operations(document(search={"get": search}))
    assert operation.url_template == "/search"
    assert operation.query_parameters == (Parameter(name="q", type="string", required=True),)


def test_parameters_of_a_path_belong_to_all_its_methods() -> None:
    path = {
        "parameters": [{"name": "id", "in": "path", "required": True}],
        "get": {"operationId": "read"},
        "delete": {"operationId": "remove"},
    }
    found = operations({"paths": {"/x/{id}": path}})
    assert [(one.method, one.template_parameters[0].name) for one in found] == [
        ("GET", "id"),
        ("DELETE", "id"),
    ]


def test_operations_are_sorted_whatever_the_order_of_the_routes() -> None:
    a, b = {"get": {"operationId": "a"}}, {"get": {"operationId": "b"}}
    assert operations(document(x=a, y=b)) == operations(document(y=b, x=a))


def test_an_operation_without_a_summary_is_shown_by_its_id() -> None:
    (operation,) = operations(document(x={"post": {"operationId": "do_it"}}))
    assert operation.display_name == "do_it"


def test_an_app_without_routes_has_no_operations() -> None:
    assert operations({}) == ()


@pytest.mark.parametrize("operation_id", ["", "a b", "a/b", "ä", "x" * 81])
def test_an_id_that_azure_would_not_take_is_refused(operation_id: str) -> None:
    with pytest.raises(ComponentError) as refusal:
        operations(document(x={"get": {"operationId": operation_id}}))
    assert str(refusal.value) == (
        f"the operation id {operation_id!r} can't be an Azure resource name; allowed are 1 to 80 "
        "letters, digits, '_' and '-'; give the route another name"
    )


def test_an_id_for_two_routes_is_refused() -> None:
    same = {"get": {"operationId": "same"}}
    with pytest.raises(ComponentError) as refusal:
        operations(document(x=same, y=same))
    assert str(refusal.value) == (
        "the operation id 'same' stands for two routes; allowed is one route for each id; give "
        "one of the routes another name"
    )
