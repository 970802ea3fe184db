"""System.String: its values are Python's str.

https://learn.microsoft.com/dotnet/api/system.string
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.collections.array import Array
from apim_gateway.expressions.dotnet.system.comparison import compare, folded
from apim_gateway.expressions.dotnet.text.split import split
from apim_gateway.expressions.semantics.clr_error import ClrError, argument, out_of_range
from apim_gateway.expressions.semantics.enum_value import EnumValue
from apim_gateway.expressions.semantics.format import composite
from apim_gateway.expressions.semantics.limits import bounded
from apim_gateway.expressions.semantics.numbers import Char
from apim_gateway.expressions.semantics.to_text import to_text

if TYPE_CHECKING:
    from apim_gateway.expressions.semantics.value import Value


STRING = clr_type("string", str, bases=("IEnumerable<char>",), element="char")


@STRING.method("Equals", returns="bool")
def equals(text: str, other: Value, comparison: Value = None) -> bool:
    """Returns whether the texts are equal; a char never equals a string (`Equals`)."""
    same_kind = isinstance(other, str) and isinstance(other, Char) == isinstance(text, Char)
    return same_kind and folded(text, comparison) == folded(other, comparison)


@STRING.method("Contains", returns="bool")
def contains(text: str, value: str, comparison: Value = None) -> bool:
    """Returns whether the value is in the text (`Contains`)."""
    return folded(value, comparison) in folded(text, comparison)


@STRING.method("StartsWith", returns="bool")
def starts_with(text: str, value: str, comparison: Value = None) -> bool:
    """Returns whether the text starts with the value (`StartsWith`)."""
    return folded(text, comparison).startswith(folded(value, comparison))


@STRING.method("EndsWith", returns="bool")
def ends_with(text: str, value: str, comparison: Value = None) -> bool:
    """Returns whether the text ends with the value (`EndsWith`)."""
    return folded(text, comparison).endswith(folded(value, comparison))


@STRING.method("IndexOf", returns="int")
def index_of(text: str, value: str, *rest: Value) -> int:
    """Returns where the value is, -1 if nowhere: `IndexOf(value[, start[, count]][, …])`."""
    comparison = next((one for one in rest if isinstance(one, EnumValue)), None)
    start, *count = [one for one in rest if not isinstance(one, EnumValue)] or [0]
    if not 0 <= start <= len(text):
        raise out_of_range("startIndex")
    end = start + count[0] if count else len(text)
    return folded(text, comparison).find(folded(value, comparison), start, end)


@STRING.method("LastIndexOf", returns="int")
def last_index_of(text: str, value: str, *rest: Value) -> int:
    """Returns where the value is last, looking from `start` towards the beginning."""
    comparison = next((one for one in rest if isinstance(one, EnumValue)), None)
    starts = [one for one in rest if not isinstance(one, EnumValue)]
    end = starts[0] + 1 if starts else len(text)
    return folded(text, comparison).rfind(folded(value, comparison), 0, end)


@STRING.method("IndexOfAny", returns="int")
def index_of_any(text: str, letters: Array, start: int = 0) -> int:
    """Returns where the first of the letters is, -1 if nowhere (`IndexOfAny`)."""
    found = (at for at in range(start, len(text)) if text[at] in letters)
    return next(found, -1)


@STRING.method("Replace", returns="string")
def replace(text: str, old: str, new: str | None, comparison: Value = None) -> str:
    """Returns the text with all of `old` replaced; null stands for nothing (`Replace`)."""
    if not old:
        raise argument("String cannot be of zero length. (Parameter 'oldValue')")
    # Case counts, so that Python's own does it.
    if folded("a", comparison) == "a":
        return text.replace(old, new or "")
    parts, rest = [], text
    while (at := index_of(rest, old, comparison)) >= 0:
        parts.append(rest[:at] + (new or ""))
        rest = rest[at + len(old) :]
    return "".join((*parts, rest))


@STRING.method("Substring", returns="string")
def substring(text: str, start: int, length: int | None = None) -> str:
    """Returns a part of the text; throws beyond the ends (`Substring`)."""
    end = len(text) if length is None else start + length
    if not 0 <= start <= end <= len(text):
        raise out_of_range("startIndex" if length is None else "length")
    return text[start:end]


@STRING.method("Remove", returns="string")
def remove(text: str, start: int, count: int | None = None) -> str:
    """Returns the text without a part of it (`Remove`)."""
    cut = substring(text, start, count)
    return text[:start] + text[start + len(cut) :]


@STRING.method("Insert", returns="string")
def insert(text: str, start: int, value: str) -> str:
    """Returns the text with the value put in (`Insert`)."""
    return substring(text, 0, start) + value + text[start:]


def trimmed(text: str, letters: tuple[Value, ...], *, start: bool, end: bool) -> str:
    """Returns the text without letters at its ends: those given, or white space (`Trim`)."""
    flat = "".join("".join(one) for one in letters if one) or None
    text = text.lstrip(flat) if start else text
    return text.rstrip(flat) if end else text


@STRING.indexer(returns="char")
def letter_at(text: str, at: int) -> Char:
    """Returns the letter (`text[at]`); throws when there is none."""
    if not 0 <= at < len(text):
        raise ClrError("IndexOutOfRangeException", "Index was outside the bounds of the array.")
    return Char(text[at])


@STRING.static_method("Join", returns="string")
def join(separator: str, *values: Value) -> str:
    """Returns the arguments, or what is in the one collection, joined (`String.Join`)."""
    alone = len(values) == 1 and isinstance(values[0], Iterable) and not isinstance(values[0], str)
    return to_text(separator).join(map(to_text, values[0] if alone else values))


@STRING.static_method("Concat", returns="string")
def concat(*values: Value) -> str:
    """Returns the arguments, or what is in the one collection, as one text (`String.Concat`)."""
    return join("", *values)


@STRING.static_method("Format", returns="string")
def format_text(template: Value, *values: Value) -> str:
    """Returns the filled template; a format provider may come first (`String.Format`)."""
    if not isinstance(template, str):
        template, *values = values  # type: ignore[assignment]  # a list does as well
    # An array is C#'s `params`: its elements are the values.
    if len(values) == 1 and isinstance(values[0], Array):
        values = tuple(values[0])
    return composite(template, values)


@STRING.constructor(returns="string")
def made(letters: Value, count: int | None = None, length: int | None = None) -> str:
    """Returns `new string('a', 3)`, `new string(letters[, start, length])`."""
    if isinstance(letters, Char):
        return letters * bounded(count or 0)
    return "".join(letters) if length is None else "".join(letters)[count : (count or 0) + length]


STRING.property("Length", "int")(len)
STRING.method("CompareTo", returns="int")(compare)
STRING.method("PadLeft", returns="string")(
    lambda text, width, fill=" ": text.rjust(bounded(width), fill)
)
STRING.method("PadRight", returns="string")(
    lambda text, width, fill=" ": text.ljust(bounded(width), fill)
)
STRING.method("Split", returns="string[]")(split)
STRING.method("ToCharArray", returns="char[]")(lambda text: Array(map(Char, text)))
STRING.method("ToLower", returns="string")(lambda text, _culture=None: text.lower())
STRING.method("ToLowerInvariant", returns="string")(lambda text: text.lower())
STRING.method("ToString", returns="string")(lambda text, _provider=None: text)
STRING.method("ToUpper", returns="string")(lambda text, _culture=None: text.upper())
STRING.method("ToUpperInvariant", returns="string")(lambda text: text.upper())
STRING.method("Trim", returns="string")(
    lambda text, *letters: trimmed(text, letters, start=True, end=True)
)
STRING.method("TrimEnd", returns="string")(
    lambda text, *letters: trimmed(text, letters, start=False, end=True)
)
STRING.method("TrimStart", returns="string")(
    lambda text, *letters: trimmed(text, letters, start=True, end=False)
)
STRING.static_property("Empty", "string")(lambda: "")
STRING.static_method("Compare", returns="int")(compare)
STRING.static_method("CompareOrdinal", returns="int")(
    lambda left, right: (left > right) - (left < right)
)
STRING.static_method("Equals", returns="bool")(
    lambda left, right, comparison=None: (
        left is right or (left is not None and equals(left, right, comparison))
    )
)
STRING.static_method("IsNullOrEmpty", returns="bool")(lambda text: not text)
STRING.static_method("IsNullOrWhiteSpace", returns="bool")(lambda text: not text or text.isspace())
