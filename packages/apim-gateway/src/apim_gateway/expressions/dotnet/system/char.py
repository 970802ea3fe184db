"""System.Char: a letter that counts as a number.

https://learn.microsoft.com/dotnet/api/system.char
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.semantics.numbers import Char

if TYPE_CHECKING:
    from collections.abc import Callable


def letters(test: Callable[[str], bool]) -> Callable[..., bool]:
    """Returns a test of a char, or of a string's letter at an index."""
    return lambda text, at=0: test(text[at])


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
