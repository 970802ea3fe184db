"""From a schema of OpenAPI 3.1, which FastAPI writes, to one of 3.0, which API Management keeps.

3.1 is JSON Schema; 3.0 knows fewer words, and no type `null`. What 3.0 can't say is left out where
it only narrows what is allowed: the app itself still refuses what it doesn't take.

https://learn.microsoft.com/azure/api-management/api-management-api-import-restrictions
https://spec.openapis.org/oas/v3.0.3#schema-object
"""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

OF_BOTH: dict[type | tuple[type, ...], tuple[str, ...]] = {
    str: ("$ref", "format", "title", "description", "pattern"),
    (str, list): ("type",),
    (int, float): (
        *("maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "multipleOf"),
        *("maxLength", "minLength", "maxItems", "minItems", "maxProperties", "minProperties"),
    ),
    bool: ("nullable", "uniqueItems", "readOnly", "writeOnly", "deprecated"),
    list: ("allOf", "anyOf", "oneOf", "enum", "required"),
    dict: ("properties", "discriminator"),
    (dict, bool): ("items", "not", "additionalProperties"),
    object: ("default", "example"),
}
OF_31: dict[type | tuple[type, ...], tuple[str, ...]] = {
    object: ("const",),
    list: ("examples", "prefixItems"),
    dict: ("patternProperties",),
    str: ("contentMediaType", "contentEncoding"),
}
"""Keywords that the steps below translate into ones that both versions know."""
WORDS = {
    word: kind for table in (OF_BOTH, OF_31) for kind, words in table.items() for word in words
}
KEPT = {word for words in OF_BOTH.values() for word in words}
NULL = {"type": "null"}
BINARY = "application/octet-stream"
WITH_SCHEMA = ("items", "not", "additionalProperties")
WITH_SCHEMAS = ("allOf", "anyOf", "oneOf")


def openapi_30(schema: object) -> Schema:
    """Returns the same schema in the words of OpenAPI 3.0.

    `{"anyOf": [{"type": "integer"}, {"type": "null"}]}` becomes
    `{"type": "integer", "nullable": true}`.
    """
    if not isinstance(schema, dict):
        return {} if schema else {"not": {}}  # True allows everything, False nothing
    # An app may add words of its own, some with a name that the standard uses otherwise; and a
    # default of null says no more than that a value may be left out.
    known = {word: one for word, one in schema.items() if isinstance(one, WORDS.get(word, ()))}
    schema = {word: one for word, one in known.items() if one is not None or word == "const"}
    # Each step sees one level; `_within` comes here again for the schemas inside.
    for step in STEPS:
        schema = step(schema)
    return {word: _within(word, schema[word]) for word in sorted(KEPT & schema.keys())}


def _within(word: str, value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if word in WITH_SCHEMAS:
        return [openapi_30(one) for one in value]
    if word == "properties":
        return {name: openapi_30(one) for name, one in value.items()}
    if word in WITH_SCHEMA and not (word == "additionalProperties" and isinstance(value, bool)):
        return openapi_30(value)
    return sorted(value) if word == "required" else value


def _types(schema: Schema) -> Schema:
    """Turns a list of types into one type, or into alternatives.

    `["string", "null"]` becomes a nullable string, `["string", "integer"]` an `anyOf` of both.
    """
    given = schema.get("type", [])
    types = given if isinstance(given, list) else [given]
    if isinstance(given, str) and given != "null":
        return schema
    rest = {word: value for word, value in schema.items() if word != "type"}
    if "null" in types:
        rest["nullable"] = True
    real = [one for one in types if one != "null"]
    if len(real) == 1:
        return {**rest, "type": real[0]}
    return {"anyOf": [{"type": one} for one in real], **rest} if real else rest


def _null(schema: Schema) -> Schema:
    """Takes the alternative null out and makes the rest nullable."""
    for word in ("anyOf", "oneOf"):
        alternatives = schema.get(word, [])
        real = [one for one in alternatives if one != NULL]
        if len(real) == len(alternatives):
            continue
        rest = {key: value for key, value in schema.items() if key != word}
        only = real[0] if len(real) == 1 else {word: real} if real else {}
        return {**only, **rest, "nullable": True}
    return schema


def _null_value(schema: Schema) -> Schema:
    return {**schema, "nullable": True} if None in schema.get("enum", ()) else schema


def _reference(schema: Schema) -> Schema:
    """Moves a reference into a list of its own: beside one 3.0 reads nothing.

    `{"$ref": "…/Pet", "nullable": true}` becomes
    `{"allOf": [{"$ref": "…/Pet"}], "nullable": true}`.
    """
    if "$ref" not in schema or len(schema) == 1:
        return schema
    rest = {word: value for word, value in schema.items() if word != "$ref"}
    return {**rest, "allOf": [{"$ref": schema["$ref"]}, *rest.get("allOf", ())]}


def _constant(schema: Schema) -> Schema:
    return {**schema, "enum": [schema["const"]]} if "const" in schema else schema


def _example(schema: Schema) -> Schema:
    examples = schema.get("examples")
    return {"example": examples[0], **schema} if examples else schema


def _limits(schema: Schema) -> Schema:
    """Turns a limit that is itself not allowed, a number in 3.1, into a mark at the limit.

    `{"exclusiveMinimum": 0}` becomes `{"minimum": 0, "exclusiveMinimum": true}`. With
    `{"minimum": 1}` beside it, that is the tighter one and stays alone.
    """
    changed = dict(schema)
    for word, exclusive, tighter in (
        ("minimum", "exclusiveMinimum", max),
        ("maximum", "exclusiveMaximum", min),
    ):
        limit = changed.pop(exclusive, None)
        if limit is not None and tighter(limit, changed.get(word, limit)) == limit:
            changed |= {word: limit, exclusive: True}
    return changed


def _tuple(schema: Schema) -> Schema:
    """Turns items by position into items of any of these kinds; their number stays.

    A `tuple[str, int]` becomes a list of strings or integers, which still has two.
    """
    kinds = schema.get("prefixItems")
    if not kinds:
        return schema
    return {**schema, "items": kinds[0] if len(kinds) == 1 else {"anyOf": kinds}}


def _named_by_pattern(schema: Schema) -> Schema:
    kinds = list(schema.get("patternProperties", {}).values())
    if not kinds:
        return schema
    return {**schema, "additionalProperties": kinds[0] if len(kinds) == 1 else {"anyOf": kinds}}


def _bytes(schema: Schema) -> Schema:
    if schema.get("contentEncoding") == "base64":
        return {**schema, "format": "byte"}
    return {**schema, "format": "binary"} if schema.get("contentMediaType") == BINARY else schema


# The order matters. FastAPI writes {"anyOf": [{"$ref": "…/Pet"}, {"type": "null"}]} for
# `Pet | None`: `_null` makes {"$ref": "…/Pet", "nullable": true} of it, and only in that does
# `_reference` find a word beside a reference. `_null_value` looks into the enum of `_constant`.
STEPS = (
    _null,
    _types,
    _constant,
    _null_value,
    _reference,
    _example,
    _limits,
    _tuple,
    _named_by_pattern,
    _bytes,
)
