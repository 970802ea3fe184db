"""System.Text.RegularExpressions.Regex: .NET's patterns, translated into Python's.

https://learn.microsoft.com/dotnet/api/system.text.regularexpressions.regex
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.collections.array import Array
from apim_gateway.expressions.dotnet.collections.list import List
from apim_gateway.expressions.dotnet.system.enumeration import enumeration
from apim_gateway.expressions.dotnet.text.match import Match
from apim_gateway.expressions.semantics.clr_error import ClrError

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.expressions.semantics.value import Value


IGNORE_CASE, MULTILINE, EXPLICIT, SINGLELINE, SPACES = 1, 2, 4, 16, 32
"""RegexOptions."""
FLAGS = (
    (IGNORE_CASE, re.IGNORECASE),
    (MULTILINE, re.MULTILINE),
    (SINGLELINE, re.DOTALL),
    (SPACES, re.VERBOSE),
)
DIFFERENT = re.compile(r"\\.|\(\?<(?=[A-Za-z_])|\(\?'([A-Za-z_]\w*)'|\\z|\$(?=$|\)|\|)", re.DOTALL)
ESCAPES = {r"\z": r"\Z", r"\Z": r"(?=\n?\Z)", r"\e": r"\x1b"}
SPECIAL = re.compile(r"[\\*+?|{\[()^$.# \t\n\r\f\v]")
SUBSTITUTION = re.compile(r"\$(?:\$|&|(\d+)|\{(\w+)\})")
LETTERS = {"\t": r"\t", "\n": r"\n", "\r": r"\r", "\f": r"\f", "\v": r"\v"}


@dataclass(frozen=True, slots=True)
class Regex:
    """A compiled pattern, with the text it was given as."""

    pattern: re.Pattern[str]
    source: str

    def __str__(self) -> str:
        """Renders the pattern as given."""
        return self.source


@lru_cache(maxsize=1024)
def compiled(pattern: str, options: int = 0) -> Regex:
    """Compiles a .NET pattern; throws what .NET throws for a bad one."""

    def translated(match: re.Match[str]) -> str:
        # Named groups have a P in Python, and .NET also takes quotes: `(?'name'…)`.
        if match[0] == "(?<":
            return "(?P<"
        if match[1]:
            return f"(?P<{match[1]}>"
        if match[0] == "$":
            return r"(?=\n?\Z)" if not options & MULTILINE else "$"
        # Left for the line below: `\k<name>` is `(?P=name)` in Python.
        if match[0].startswith(r"\k"):
            return match[0]
        return ESCAPES.get(match[0], match[0])

    flags = re.NOFLAG
    for option, flag in FLAGS:
        flags |= flag if options & option else re.NOFLAG
    given = re.sub(r"\\k<(\w+)>", r"(?P=\1)", DIFFERENT.sub(translated, pattern))
    try:
        return Regex(re.compile(given, flags), pattern)
    except re.error as error:
        message = f"Invalid pattern '{pattern}' at offset {error.pos}. {error.msg}."
        raise ClrError("RegexParseException", message) from None


REGEX = clr_type("Regex", Regex)


def registered(
    name: str, returns: str, after: int = 0
) -> Callable[[Callable[..., Value]], Callable[..., Value]]:
    """Registers `regex.X(text[, …])`, and with it `Regex.X(text, pattern[, …][, options])`.

    `after` is how many arguments stand between the pattern and the options.
    """

    def register(call: Callable[..., Value]) -> Callable[..., Value]:
        def run(text: str, pattern: str, *rest: Value) -> Value:
            options = int(rest[after]) if len(rest) > after else 0
            return call(compiled(pattern, options), text, *rest[:after])

        REGEX.static_method(name, returns=returns, lambdas=("Match",))(run)
        return REGEX.method(name, returns=returns, lambdas=("Match",))(call)

    return register


@registered("IsMatch", "bool")
def is_match(regex: Regex, text: str) -> bool:
    """Returns whether the pattern is found (`IsMatch`)."""
    return regex.pattern.search(text) is not None


@registered("Match", "Match")
def match(regex: Regex, text: str, start: int = 0) -> Match:
    """Returns the first match (`Match`)."""
    return Match(regex.pattern.search(text, start))


@registered("Matches", "List<Match>")
def matches(regex: Regex, text: str) -> List:
    """Returns all matches (`Matches`)."""
    return List(Match(found) for found in regex.pattern.finditer(text))


@registered("Replace", "string", after=1)
def replace(regex: Regex, text: str, new: Value, count: int = 0) -> str:
    """Returns the text with each match replaced: by a text with `$1`, or by a function."""

    def written(found: re.Match[str]) -> str:
        return str(new(Match(found))) if callable(new) else _substituted(new, found)

    return regex.pattern.sub(written, text, count=count)


@registered("Split", "string[]")
def split(regex: Regex, text: str) -> Array:
    """Returns the parts between the matches (`Split`)."""
    return Array(part for part in regex.pattern.split(text) if part is not None)


@REGEX.static_method("Escape", returns="string")
def escape(text: str) -> str:
    """Returns the text as a pattern that finds it (`Regex.Escape`)."""
    return SPECIAL.sub(lambda found: LETTERS.get(found[0], f"\\{found[0]}"), text)


def _substituted(template: str, found: re.Match[str]) -> str:
    def written(part: re.Match[str]) -> str:
        if part[0] in ("$$", "$&"):
            return "$" if part[0] == "$$" else found[0]
        group = Match(found).group(part[1] or part[2])
        return group.value if group.found is not None else part[0]

    return SUBSTITUTION.sub(written, template)


enumeration(
    "RegexOptions",
    {
        "None": 0,
        "IgnoreCase": IGNORE_CASE,
        "Multiline": MULTILINE,
        "ExplicitCapture": EXPLICIT,
        "Compiled": 8,
        "Singleline": SINGLELINE,
        "IgnorePatternWhitespace": SPACES,
        "CultureInvariant": 512,
    },
)
REGEX.constructor(returns="Regex")(
    lambda pattern, options=0, _timeout=None: compiled(pattern, int(options))
)
