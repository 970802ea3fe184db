"""System.Object, Boolean and Char, and what every value has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import Method, Property, clr_type
from apim_gateway.expressions.dotnet.system.conversion import default_of
from apim_gateway.expressions.semantics.clr_error import ClrError
from apim_gateway.expressions.semantics.equality import equal_objects
from apim_gateway.expressions.semantics.numbers import Char
from apim_gateway.expressions.semantics.to_text import to_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.expressions.checked.static_types import Type
    from apim_gateway.expressions.semantics.value import Value

ABSENT = object()


def get_hash_code(value: Value) -> int:
    """Returns a number that is equal for equal values; .NET's differs from run to run too."""
    return hash(value) % 2**31


def parse_bool(text: str) -> bool:
    """`bool.Parse`."""
    word = text.strip().lower()
    if word not in ("true", "false"):
        raise ClrError("FormatException", f"String '{text}' was not recognized as a valid Boolean.")
    return word == "true"


def try_parse_bool(text: str | None, out: Callable[[Value], None]) -> bool:
    """`bool.TryParse`."""
    word = (text or "").strip().lower()
    out(word == "true")
    return word in ("true", "false")


def value_or_default(value: Value, other: Value = ABSENT, *, of: Type) -> Value:
    """`GetValueOrDefault` of `int?` and its like."""
    if value is not None:
        return value
    return default_of(of) if other is ABSENT else other


def value_of(value: Value) -> Value:
    """`Value` of `int?` and its like."""
    if value is None:
        raise ClrError("InvalidOperationException", "Nullable object must have a value.")
    return value


def letters(test: Callable[[str], bool]) -> Method:
    """Makes a test of a char, or of a string's letter at an index."""
    return Method("bool", lambda text, at=0: test(text[at]))


DEFINITIONS = (
    clr_type(
        name="object",
        members={
            "ToString": Method("string", to_text),
            "Equals": Method("bool", equal_objects),
            "GetHashCode": Method("int", get_hash_code),
        },
        statics={
            "Equals": Method("bool", equal_objects),
            "ReferenceEquals": Method("bool", lambda left, right: left is right),
        },
    ),
    clr_type(
        name="bool",
        classes=(bool,),
        statics={
            "Parse": Method("bool", parse_bool),
            "TryParse": Method("bool", try_parse_bool, out="bool"),
            "TrueString": Property("string", lambda: "True"),
            "FalseString": Property("string", lambda: "False"),
        },
    ),
    clr_type(
        name="char",
        classes=(Char,),
        statics={
            "IsDigit": letters(str.isdecimal),
            "IsLetter": letters(str.isalpha),
            "IsLetterOrDigit": letters(lambda letter: letter.isalpha() or letter.isdecimal()),
            "IsLower": letters(str.islower),
            "IsUpper": letters(str.isupper),
            "IsWhiteSpace": letters(str.isspace),
            "IsNumber": letters(str.isnumeric),
            "ToLower": Method("char", lambda letter: Char(letter.lower())),
            "ToUpper": Method("char", lambda letter: Char(letter.upper())),
            "ToLowerInvariant": Method("char", lambda letter: Char(letter.lower())),
            "ToUpperInvariant": Method("char", lambda letter: Char(letter.upper())),
        },
    ),
    clr_type(
        name="?",
        parameters=("T",),
        members={
            "HasValue": Property("bool", lambda value: value is not None, extension=True),
            "Value": Property("T", value_of, extension=True),
            "GetValueOrDefault": Method("T", value_or_default, generic=True, extension=True),
        },
    ),
)
