from __future__ import annotations

from typing import Any

import pytest

from apim_gateway.policy_parts.sample import sample

DEFINITIONS = {
    "Node": {"properties": {"name": {"type": "string"}, "next": {"$ref": "#/definitions/Node"}}}
}
SCHEMAS: list[tuple[dict[str, Any], object]] = [
    ({"type": "string"}, "string"),
    ({"type": "boolean"}, True),
    ({"type": "object"}, {}),
    ({"type": "array"}, []),
    ({}, None),
    ({"type": "integer", "example": 7}, 7),
    ({"type": "string", "default": "d"}, "d"),
    ({"enum": ["first", "second"]}, "first"),
    ({"items": {"type": "number"}}, [0]),
    ({"$ref": "#/components/schemas/Node"}, {"name": "string", "next": None}),
    ({"$ref": "#/components/schemas/Missing"}, None),
    ({"allOf": [{"type": "string"}], "nullable": True}, "string"),
    ({"oneOf": [{"type": "integer"}, {"type": "string"}]}, 0),
    ({"anyOf": [{"type": "string"}, {"type": "integer"}]}, "string"),
    (
        {
            "allOf": [
                {"properties": {"a": {"type": "integer"}}},
                {"type": "string"},
                {"example": {"b": 1}},
            ]
        },
        {"a": 0, "b": 1},
    ),
]


@pytest.mark.parametrize(("schema", "expected"), SCHEMAS)
def test_a_schema_has_an_example(schema: dict[str, Any], expected: object) -> None:
    assert sample(schema, DEFINITIONS) == expected
