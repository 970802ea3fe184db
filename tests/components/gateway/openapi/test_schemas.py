from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel

from components.errors import ComponentError
from components.gateway.openapi import schemas as openapi_schemas
from components.gateway.openapi.schemas import OpenApiSchemas


def reference(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def schemas(**named: Any) -> OpenApiSchemas:
    return OpenApiSchemas({"components": {"schemas": named}})


def test_a_schema_keeps_the_name_that_the_document_gives_it() -> None:
    known = schemas(A={"type": "integer"})
    assert known.type_name(reference("A"), "place") == "A"
    assert known.used() == {"A": {"type": "integer"}}


def test_a_schema_without_a_name_is_called_after_its_place() -> None:
    known = schemas(A={"type": "integer"})
    assert known.type_name({"type": "array", "items": reference("A")}, "place") == "place"
    assert known.used() == {
        "A": {"type": "integer"},
        "place": {"items": reference("A"), "type": "array"},
    }


def test_what_a_schema_defines_within_itself_gets_a_name_at_its_place() -> None:
    class Part(BaseModel):
        number: int

    class Whole(BaseModel):
        parts: list[Part]
        first: Part | None = None

    known = schemas()
    assert known.type_name(Whole.model_json_schema(), "place") == "place"
    assert sorted(known.used()) == ["place", "place-Part"]
    properties = known.used()["place"]["properties"]
    assert properties["parts"]["items"] == reference("place-Part")
    assert properties["first"] == {"allOf": [reference("place-Part")], "nullable": True}


def test_what_allows_everything_needs_no_schema() -> None:
    known = schemas()
    assert known.type_name({"title": "Response"}, "place") == ""
    assert known.used() == {}


def test_what_no_body_needs_is_left_out() -> None:
    assert schemas(Form={"type": "object"}).used() == {}


def test_a_schema_that_leads_back_to_itself_is_cut_there() -> None:
    known = schemas(
        Node={"title": "Node", "type": "object", "properties": {"next": reference("Leaf")}},
        Leaf={"type": "object", "items": reference("Node"), "default": reference("Other")},
        Other={"type": "string"},
    )
    known.type_name(reference("Node"), "place")
    assert known.used() == {
        "Node": {"title": "Node", "type": "object", "properties": {"next": {"type": "object"}}},
        "Leaf": {
            "type": "object",
            "items": {"title": "Node", "type": "object"},
            "default": reference("Other"),
        },
        "Other": {"type": "string"},
    }


def test_what_told_apart_the_alternatives_goes_with_them() -> None:
    known = schemas(Node={"oneOf": [reference("Node"), {}], "discriminator": {}, "title": "N"})
    known.type_name(reference("Node"), "place")
    assert known.used() == {"Node": {"oneOf": [{"title": "N"}, {}], "title": "N"}}


def test_a_flat_schema_has_what_it_refers_to_in_its_place() -> None:
    known = schemas(A={"type": "integer", "title": "A"})
    assert known.flat({"type": "string"}) == {"type": "string"}
    assert known.flat(reference("A"))["type"] == "integer"
    nullable = known.flat({"anyOf": [reference("A"), {"type": "null"}], "title": "B"})
    assert (nullable["type"], nullable["title"], nullable["nullable"]) == ("integer", "B", True)


@pytest.mark.parametrize("wrong", ["#/$defs/A", "other.json#/A", "#/components/schemas/Missing"])
def test_a_reference_to_elsewhere_is_refused(wrong: str) -> None:
    message = (
        f"refers to {wrong!r}; allowed are the document's own schemas, as "
        "#/components/schemas/NAME; use a model that FastAPI describes in there"
    )
    with pytest.raises(ComponentError) as within:
        schemas(A={"items": {"$ref": wrong}})
    assert str(within.value) == f"schema 'A' {message}"
    with pytest.raises(ComponentError) as between:
        schemas().type_name({"$ref": wrong}, "place")
    assert str(between.value) == f"place {message}"
    with pytest.raises(ComponentError) as beside:
        schemas().flat({"$ref": wrong})
    assert str(beside.value) == f"a parameter {message}"


def test_more_than_azure_takes_at_once_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openapi_schemas, "LARGEST", 10)
    known = schemas(A={"type": "integer"})
    known.type_name(reference("A"), "place")
    with pytest.raises(ComponentError) as refusal:
        known.used()
    assert str(refusal.value) == (
        "the schemas of the API's bodies are 26 bytes long; allowed are 10; shorten descriptions "
        "or examples of the models"
    )
