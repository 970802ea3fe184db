from __future__ import annotations

from typing import Any

from components.gateway.openapi.interface import read_interface
from components.gateway.operation import (
    Interface,
    Operation,
    Parameter,
    Representation,
    Request,
    Response,
)
from tests.components.shop import make_app


def operations(document: dict[str, Any]) -> tuple[Operation, ...]:
    return read_interface(document).operations


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
            request=Request(
                query_parameters=(Parameter(name="page", type="string", required=False),),
                headers=(Parameter(name="x-trace", type="string", required=False),),
            ),
        ),
    )


def test_a_required_query_parameter_is_no_part_of_the_template() -> None:
    search = {
        "operationId": "search",
        "parameters": [{"name": "q", "in": "query", "required": True}],
    }
    (operation,) = operations(document(search={"get": search}))
    assert operation.url_template == "/search"
    assert operation.request.query_parameters == (
        Parameter(name="q", type="string", required=True),
    )


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
    assert read_interface({}) == Interface()


def test_what_an_app_takes_and_answers_is_told_with_its_models() -> None:
    interface = read_interface(make_app().openapi())
    found = {one.operation_id: one for one in interface.operations}
    assert found["make_order"].request == Request(
        description="The body is required.\nCookie visitor, optional: Who asks",
        headers=(
            Parameter(
                name="x-request", type="string", required=False, description="Names the request"
            ),
        ),
        representations=(Representation(content_type="application/json", type_name="Order"),),
    )
    retry = Parameter(name="Retry-After", type="integer", required=False)
    assert found["make_order"].responses == (
        Response(
            status_code=201,
            description="Successful Response",
            representations=(Representation(content_type="application/json", type_name="Order"),),
        ),
        Response(
            status_code=409,
            description="It is there already",
            headers=(retry,),
            representations=(Representation(content_type="application/json", type_name="Problem"),),
        ),
    )
    assert [one.status_code for one in found["list_toys"].responses] == [200, 422]


def test_an_app_s_models_become_schemas_of_openapi_3_0() -> None:
    schemas = read_interface(make_app().openapi()).schemas
    assert sorted(schemas) == [
        "Cat",
        "Category",
        "Colour",
        "Dog",
        "HTTPValidationError",
        "Order",
        "Problem",
        "Toy",
        "ValidationError",
        "list_toys-200-application-json",
    ]
    order = schemas["Order"]["properties"]
    assert order["note"] == {
        "description": "For the packer",
        "nullable": True,
        "title": "Note",
        "type": "string",
    }
    assert order["size"]["items"] == {"anyOf": [{"type": "integer"}, {"type": "integer"}]}
    assert order["pet"]["discriminator"]["propertyName"] == "kind"
    assert schemas["Toy"]["properties"]["colour"] == {
        "allOf": [{"$ref": "#/components/schemas/Colour"}],
        "nullable": True,
    }
    assert schemas["Category"]["properties"]["within"]["items"] == {
        "title": "Category",
        "type": "object",
    }
    assert schemas["list_toys-200-application-json"]["items"] == {
        "$ref": "#/components/schemas/Toy"
    }


def test_a_body_that_http_forbids_is_left_out_as_azure_does() -> None:
    body = {"requestBody": {"content": {"application/json": {}}, "description": "Odd"}}
    get, put = operations(
        document(
            x={"get": {"operationId": "a", **body}, "put": {"operationId": "b", **body}},
        )
    )
    assert get.request == Request()
    assert put.request == Request(
        description="Odd", representations=(Representation(content_type="application/json"),)
    )


def test_a_required_cookie_is_told_in_words_for_want_of_a_property() -> None:
    cookie = {"name": "session", "in": "cookie", "required": True}
    (operation,) = operations(document(x={"get": {"operationId": "a", "parameters": [cookie]}}))
    assert operation.request == Request(description="Cookie session, required")


def test_a_description_is_no_longer_than_azure_takes() -> None:
    long, fits = ("x" * 1001, "x" * 1000)
    a, b = (
        operations(document(x={"get": {"operationId": "a", "description": text}}))[0].description
        for text in (long, fits)
    )
    assert a == f"{'x' * 999}…"
    assert b == fits


def test_a_summary_is_no_longer_than_azure_takes() -> None:
    long, fits = ("x" * 301, "x" * 300)
    a, b = (
        operations(document(x={"get": {"operationId": "a", "summary": text}}))[0].display_name
        for text in (long, fits)
    )
    assert a == f"{'x' * 299}…"
    assert b == fits
