"""System.Object, Boolean and Char, and what every value has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
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


OBJECT = clr_type("object")


@OBJECT.method("GetHashCode", returns="int")
def get_hash_code(value: Value) -> int:
    """Returns a number that is equal for equal values; .NET's differs from run to run too."""
    return hash(value) % 2**31


BOOL = clr_type("bool", bool, default=False)


@BOOL.static_method("Parse", returns="bool")
def parse_bool(text: str) -> bool:
    """`bool.Parse`."""
    word = text.strip().lower()
    if word not in ("true", "false"):
        raise ClrError("FormatException", f"String '{text}' was not recognized as a valid Boolean.")
    return word == "true"


@BOOL.static_method("TryParse", returns="bool", out="bool")
def try_parse_bool(text: str | None, out: Callable[[Value], None]) -> bool:
    """`bool.TryParse`."""
    word = (text or "").strip().lower()
    out(word == "true")
    return word in ("true", "false")


NULLABLE = clr_type("?", parameters=("T",))


@NULLABLE.method("GetValueOrDefault", returns="T", generic=True, extension=True)
def value_or_default(value: Value, other: Value = ABSENT, *, of: Type) -> Value:
    """`GetValueOrDefault` of `int?` and its like."""
    if value is not None:
        return value
    return default_of(of) if other is ABSENT else other


@NULLABLE.property("Value", "T", extension=True)
def value_of(value: Value) -> Value:
    """`Value` of `int?` and its like."""
    if value is None:
        raise ClrError("InvalidOperationException", "Nullable object must have a value.")
    return value


def letters(test: Callable[[str], bool]) -> Callable[..., bool]:
    """Makes a test of a char, or of a string's letter at an index."""
    return lambda text, at=0: test(text[at])


OBJECT.method("ToString", returns="string")(to_text)
OBJECT.method("Equals", returns="bool")(equal_objects)
OBJECT.static_method("Equals", returns="bool")(equal_objects)
OBJECT.static_method("ReferenceEquals", returns="bool")(lambda left, right: left is right)

BOOL.static_property("TrueString", "string")(lambda: "True")
BOOL.static_property("FalseString", "string")(lambda: "False")

CHAR = clr_type("char", Char, default=Char("\0"))
CHAR.static_method("IsDigit", returns="bool")(letters(str.isdecimal))
CHAR.static_method("IsLetter", returns="bool")(letters(str.isalpha))
CHAR.static_method("IsLetterOrDigit", returns="bool")(
    letters(lambda letter: letter.isalpha() or letter.isdecimal())
)
CHAR.static_method("IsLower", returns="bool")(letters(str.islower))
CHAR.static_method("IsUpper", returns="bool")(letters(str.isupper))
CHAR.static_method("IsWhiteSpace", returns="bool")(letters(str.isspace))
CHAR.static_method("IsNumber", returns="bool")(letters(str.isnumeric))
CHAR.static_method("ToLower", returns="char")(lambda letter: Char(letter.lower()))
CHAR.static_method("ToUpper", returns="char")(lambda letter: Char(letter.upper()))
CHAR.static_method("ToLowerInvariant", returns="char")(lambda letter: Char(letter.lower()))
CHAR.static_method("ToUpperInvariant", returns="char")(lambda letter: Char(letter.upper()))

NULLABLE.property("HasValue", "bool", extension=True)(lambda value: value is not None)
