from __future__ import annotations

from components.gateway.openapi.interface import read_interface
from components.gateway.operation import Example, Parameter, Representation
from tests.components.shop import make_app


def test_a_form_is_told_field_by_field() -> None:
    interface = read_interface(make_app().openapi())
    (put_photo,) = (one for one in interface.operations if one.operation_id == "put_photo")
    assert put_photo.request.representations == (
        Representation(
            content_type="multipart/form-data",
            form_parameters=(
                Parameter(name="photo", type="string", required=True),
                Parameter(name="title", type="string", required=False, description="Below it"),
            ),
        ),
    )


def test_examples_are_told_by_name() -> None:
    content = {"examples": {"one": {"value": 1, "summary": "One"}, "far": {"externalValue": "u"}}}
    answer = {"description": "Good", "content": {"text/plain": {"example": "x"}, "a/b": content}}
    given = {"operationId": "a", "responses": {"200": answer}}
    (operation,) = read_interface({"paths": {"/x": {"get": given}}}).operations
    assert operation.responses[0].representations == (
        Representation(content_type="text/plain", examples={"default": Example(value="x")}),
        Representation(content_type="a/b", examples={"one": Example(value=1, summary="One")}),
    )
