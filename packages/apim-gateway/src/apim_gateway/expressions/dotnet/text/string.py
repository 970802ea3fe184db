"""System.String.

https://learn.microsoft.com/dotnet/api/system.string
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import Method, Property, clr_type
from apim_gateway.expressions.dotnet.collections.collection import Array
from apim_gateway.expressions.dotnet.system.comparison import compare, folded
from apim_gateway.expressions.dotnet.system.enumeration import EnumValue
from apim_gateway.expressions.dotnet.text.split import split
from apim_gateway.expressions.semantics.clr_error import ClrError, argument, out_of_range
from apim_gateway.expressions.semantics.format import composite
from apim_gateway.expressions.semantics.limits import bounded
from apim_gateway.expressions.semantics.numbers import Char
from apim_gateway.expressions.semantics.to_text import to_text

if TYPE_CHECKING:
    from apim_gateway.expressions.semantics.value import Value


def equals(text: str, other: Value, comparison: Value = None) -> bool:
    """`Equals`: a char is never equal to a string."""
    same_kind = isinstance(other, str) and isinstance(other, Char) == isinstance(text, Char)
    return same_kind and folded(text, comparison) == folded(other, comparison)


def contains(text: str, value: str, comparison: Value = None) -> bool:
    """`Contains`."""
    return folded(value, comparison) in folded(text, comparison)


def starts_with(text: str, value: str, comparison: Value = None) -> bool:
    """`StartsWith`."""
    return folded(text, comparison).startswith(folded(value, comparison))


def ends_with(text: str, value: str, comparison: Value = None) -> bool:
    """`EndsWith`."""
    return folded(text, comparison).endswith(folded(value, comparison))


def index_of(text: str, value: str, *rest: Value) -> int:
    """`IndexOf(value[, start[, count]][, comparison])`."""
    comparison = next((one for one in rest if isinstance(one, EnumValue)), None)
    start, *count = [one for one in rest if not isinstance(one, EnumValue)] or [0]
    if not 0 <= start <= len(text):
        raise out_of_range("startIndex")
    end = start + count[0] if count else len(text)
    return folded(text, comparison).find(folded(value, comparison), start, end)


def last_index_of(text: str, value: str, *rest: Value) -> int:
    """`LastIndexOf(value[, start][, comparison])`: looks from `start` towards the beginning."""
    comparison = next((one for one in rest if isinstance(one, EnumValue)), None)
    starts = [one for one in rest if not isinstance(one, EnumValue)]
    end = starts[0] + 1 if starts else len(text)
    return folded(text, comparison).rfind(folded(value, comparison), 0, end)


def index_of_any(text: str, letters: Array, start: int = 0) -> int:
    """`IndexOfAny`."""
    found = (at for at in range(start, len(text)) if text[at] in letters)
    return next(found, -1)


def replace(text: str, old: str, new: str | None, comparison: Value = None) -> str:
    """`Replace`: all of them; null stands for nothing."""
    if not old:
        raise argument("String cannot be of zero length. (Parameter 'oldValue')")
    if folded("a", comparison) == "a":
        return text.replace(old, new or "")
    parts, rest = [], text
    while (at := index_of(rest, old, comparison)) >= 0:
        parts.append(rest[:at] + (new or ""))
        rest = rest[at + len(old) :]
    return "".join((*parts, rest))


def substring(text: str, start: int, length: int | None = None) -> str:
    """`Substring`: throws beyond the ends."""
    end = len(text) if length is None else start + length
    if not 0 <= start <= end <= len(text):
        raise out_of_range("startIndex" if length is None else "length")
    return text[start:end]


def remove(text: str, start: int, count: int | None = None) -> str:
    """`Remove`."""
    cut = substring(text, start, count)
    return text[:start] + text[start + len(cut) :]


def insert(text: str, start: int, value: str) -> str:
    """`Insert`."""
    return substring(text, 0, start) + value + text[start:]


def trimmed(text: str, letters: tuple[Value, ...], *, start: bool, end: bool) -> str:
    """`Trim`, `TrimStart`, `TrimEnd`: characters one by one, in an array, or white space."""
    flat = "".join("".join(one) for one in letters if one) or None
    text = text.lstrip(flat) if start else text
    return text.rstrip(flat) if end else text


def letter_at(text: str, at: int) -> Char:
    """`text[at]`."""
    if not 0 <= at < len(text):
        raise ClrError("IndexOutOfRangeException", "Index was outside the bounds of the array.")
    return Char(text[at])


def join(separator: str, *values: Value) -> str:
    """`String.Join`: of the arguments, or of the one collection."""
    alone = len(values) == 1 and hasattr(values[0], "__iter__") and not isinstance(values[0], str)
    return to_text(separator).join(map(to_text, values[0] if alone else values))


def concat(*values: Value) -> str:
    """`String.Concat`."""
    return join("", *values)


def format_text(template: Value, *values: Value) -> str:
    """`String.Format`; a format provider may come first."""
    if not isinstance(template, str):
        template, *values = values  # type: ignore[assignment]  # a list does as well
    if len(values) == 1 and isinstance(values[0], Array):
        values = tuple(values[0])
    return composite(template, values)


def made(letters: Value, count: int | None = None, length: int | None = None) -> str:
    """`new string('a', 3)`, `new string(letters[, start, length])`."""
    if isinstance(letters, Char):
        return letters * bounded(count or 0)
    return "".join(letters) if length is None else "".join(letters)[count : (count or 0) + length]


MEMBERS: dict[str, Property | Method] = {
    "Length": Property("int", len),
    "CompareTo": Method("int", compare),
    "Contains": Method("bool", contains),
    "EndsWith": Method("bool", ends_with),
    "Equals": Method("bool", equals),
    "IndexOf": Method("int", index_of),
    "IndexOfAny": Method("int", index_of_any),
    "Insert": Method("string", insert),
    "LastIndexOf": Method("int", last_index_of),
    "PadLeft": Method("string", lambda text, width, fill=" ": text.rjust(bounded(width), fill)),
    "PadRight": Method("string", lambda text, width, fill=" ": text.ljust(bounded(width), fill)),
    "Remove": Method("string", remove),
    "Replace": Method("string", replace),
    "Split": Method("string[]", split),
    "StartsWith": Method("bool", starts_with),
    "Substring": Method("string", substring),
    "ToCharArray": Method("char[]", lambda text: Array(map(Char, text))),
    "ToLower": Method("string", lambda text, _culture=None: text.lower()),
    "ToLowerInvariant": Method("string", lambda text: text.lower()),
    "ToString": Method("string", lambda text, _provider=None: text),
    "ToUpper": Method("string", lambda text, _culture=None: text.upper()),
    "ToUpperInvariant": Method("string", lambda text: text.upper()),
    "Trim": Method("string", lambda text, *letters: trimmed(text, letters, start=True, end=True)),
    "TrimEnd": Method(
        "string", lambda text, *letters: trimmed(text, letters, start=False, end=True)
    ),
    "TrimStart": Method(
        "string", lambda text, *letters: trimmed(text, letters, start=True, end=False)
    ),
}
STATICS: dict[str, Property | Method] = {
    "Empty": Property("string", lambda: ""),
    "Compare": Method("int", compare),
    "CompareOrdinal": Method("int", lambda left, right: (left > right) - (left < right)),
    "Concat": Method("string", concat),
    "Equals": Method("bool", lambda left, right, comparison=None: (
        left is right or (left is not None and equals(left, right, comparison))
    )),
    "Format": Method("string", format_text),
    "IsNullOrEmpty": Method("bool", lambda text: not text),
    "IsNullOrWhiteSpace": Method("bool", lambda text: not text or text.isspace()),
    "Join": Method("string", join),
}  # fmt: skip

STRING = clr_type(
    name="string",
    classes=(str,),
    bases=("IEnumerable<char>",),
    members=MEMBERS,
    statics=STATICS,
    constructor=Method("string", made),
    element="char",
    index=Method("char", letter_at),
)
