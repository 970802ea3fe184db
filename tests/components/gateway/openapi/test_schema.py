"""From one version's words to the other's, case by case."""

from __future__ import annotations

import pytest

from components.gateway.openapi.schema import openapi_30

NULL = {"type": "null"}
REFERENCE = {"$ref": "#/components/schemas/A"}
CASES: list[tuple[object, object]] = [
    # Nothing that 3.0 doesn't know
    ({}, {}),
    ({"type": "string", "maxLength": 5}, {"type": "string", "maxLength": 5}),
    (REFERENCE, REFERENCE),
    (True, {}),
    (False, {"not": {}}),
    ({"required": ["b", "a"]}, {"required": ["a", "b"]}),
    ({"additionalProperties": False}, {"additionalProperties": False}),
    # Null
    ({"anyOf": [{"type": "string"}, NULL]}, {"type": "string", "nullable": True}),
    ({"oneOf": [NULL, {"const": 1}]}, {"enum": [1], "nullable": True}),
    (
        {"anyOf": [{"type": "string", "title": "inner"}, NULL], "title": "outer"},
        {"type": "string", "title": "outer", "nullable": True},
    ),
    ({"anyOf": [REFERENCE, NULL]}, {"allOf": [REFERENCE], "nullable": True}),
    (
        {"anyOf": [{"type": "string"}, REFERENCE, NULL]},
        {"anyOf": [{"type": "string"}, REFERENCE], "nullable": True},
    ),
    ({"anyOf": [NULL]}, {"nullable": True}),
    (NULL, {"nullable": True}),
    ({"type": "integer", "default": None}, {"type": "integer"}),
    ({"const": None}, {"enum": [None], "nullable": True}),
    ({"enum": ["a", None]}, {"enum": ["a", None], "nullable": True}),
    # Types
    ({"type": ["string", "null"]}, {"type": "string", "nullable": True}),
    ({"type": ["string", "integer"]}, {"anyOf": [{"type": "string"}, {"type": "integer"}]}),
    # A reference is alone
    ({**REFERENCE, "default": "x"}, {"allOf": [REFERENCE], "default": "x"}),
    # Constants, examples, limits
    ({"type": "string", "const": "x"}, {"type": "string", "enum": ["x"]}),
    ({"examples": ["a", "b"]}, {"example": "a"}),
    ({"examples": [], "type": "string"}, {"type": "string"}),
    ({"exclusiveMinimum": 0}, {"minimum": 0, "exclusiveMinimum": True}),
    ({"exclusiveMaximum": 9}, {"maximum": 9, "exclusiveMaximum": True}),
    ({"exclusiveMinimum": 0, "minimum": 1}, {"minimum": 1}),
    ({"exclusiveMinimum": 1, "minimum": 0}, {"minimum": 1, "exclusiveMinimum": True}),
    # Items by position, members by pattern
    (
        {"prefixItems": [{"type": "integer"}], "minItems": 1},
        {"items": {"type": "integer"}, "minItems": 1},
    ),
    (
        {"prefixItems": [{"type": "integer"}, {"type": "string"}]},
        {"items": {"anyOf": [{"type": "integer"}, {"type": "string"}]}},
    ),
    (
        {"patternProperties": {"^x": {"type": "integer"}}},
        {"additionalProperties": {"type": "integer"}},
    ),
    (
        {"patternProperties": {"^x": {"type": "integer"}, "^y": {"type": "string"}}},
        {"additionalProperties": {"anyOf": [{"type": "integer"}, {"type": "string"}]}},
    ),
    # Files
    (
        {"type": "string", "contentMediaType": "application/octet-stream"},
        {"type": "string", "format": "binary"},
    ),
    ({"contentEncoding": "base64"}, {"format": "byte"}),
    # What only narrows, what an app adds, and what bears a name that means something else
    ({"type": "object", "propertyNames": REFERENCE}, {"type": "object"}),
    ({"type": "integer", "unit": "kg", "required": True}, {"type": "integer"}),
    # At every depth
    (
        {"properties": {"a": {"items": {"const": 1}}}, "not": {"anyOf": [{"const": 2}]}},
        {"properties": {"a": {"items": {"enum": [1]}}}, "not": {"anyOf": [{"enum": [2]}]}},
    ),
]


@pytest.mark.parametrize(("schema", "expected"), CASES)
def test_a_schema_is_written_in_the_words_of_openapi_3_0(schema: object, expected: object) -> None:
    assert openapi_30(schema) == expected
