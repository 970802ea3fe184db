"""Writes numbers by custom formats: `0.00`, `#,##0`, `00%`.

https://learn.microsoft.com/dotnet/standard/base-types/custom-numeric-format-strings
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

PIECE = re.compile(r"\\.|'[^']*'|\"[^\"]*\"|[0#.,%]|.", re.DOTALL)
PLACES, DOT, COMMA = "0#", ".", ","


def custom_number(value: float | Decimal, pattern: str) -> str:
    """Writes the number by the pattern; `;` separates positive, negative and zero."""
    exact = Decimal(str(value))
    sections = pattern.split(";")
    if exact == 0 and len(sections) > 2 and sections[2]:  # noqa: PLR2004 - the third is for zero
        return _section(exact, sections[2])
    if exact < 0 and len(sections) > 1 and sections[1]:
        return _section(-exact, sections[1])
    written = _section(abs(exact), sections[0])
    # -0.4 as `0` is written 0: the sign goes with the digits.
    return f"-{written}" if exact < 0 and re.search("[1-9]", written) else written


def _section(value: Decimal, pattern: str) -> str:
    pieces = PIECE.findall(pattern)
    if "%" in pieces:
        value *= 100
    whole, _, fraction = _pattern(pieces)
    rounded = value.quantize(Decimal(1).scaleb(-len(fraction)), rounding=ROUND_HALF_UP)
    digits, _, decimals = format(rounded, "f").partition(".")
    digits = digits.lstrip("0").rjust(len(whole[whole.find("0") :]) if "0" in whole else 0, "0")
    kept = fraction.rfind("0") + 1
    decimals = decimals[:kept] + decimals[kept:].rstrip("0")
    return _written(pieces, digits, decimals)


def _pattern(pieces: list[str]) -> tuple[str, str, str]:
    return "".join(piece for piece in pieces if piece in "0#.").partition(".")


def _written(pieces: list[str], digits: str, decimals: str) -> str:
    """Puts the digits into the pattern's places and keeps its literal text."""
    point = pieces.index(DOT) if DOT in pieces else len(pieces)
    places = [at for at, piece in enumerate(pieces[:point]) if piece in PLACES]
    grouped = COMMA in pieces[places[0] : places[-1]] if places else False
    out: list[str] = []
    left = len(places)
    for at, piece in enumerate(pieces):
        if at < point and piece in PLACES:
            # The first place takes the digits that there is no place for: 1234 as `0` is 1234.
            out.append(_taken(digits, left, first=left == len(places), grouped=grouped))
            left -= 1
        elif piece in PLACES:
            out.append(decimals[:1])
            decimals = decimals[1:]
        elif piece == DOT and at == point:
            out.append("." if decimals else "")
        elif piece != COMMA:
            out.append(_literal(piece))
    return "".join(out)


def _taken(digits: str, left: int, *, first: bool, grouped: bool) -> str:
    """Returns the digits that stand at the place `left` places before the point."""
    places = range(len(digits) if first else left, left - 1, -1)
    return "".join(
        digits[-place] + ("," if grouped and place > 1 and place % 3 == 1 else "")
        for place in places
        if place <= len(digits)
    )


def _literal(piece: str) -> str:
    if piece[0] == "\\":
        return piece[1:]
    return piece[1:-1] if len(piece) > 1 else piece
