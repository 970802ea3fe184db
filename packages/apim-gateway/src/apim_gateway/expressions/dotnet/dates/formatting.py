"""Writes dates and times by formats: `yyyy-MM-ddTHH:mm:ssZ`, `R`, `o` and their like.

https://learn.microsoft.com/dotnet/standard/base-types/standard-date-and-time-format-strings
https://learn.microsoft.com/dotnet/standard/base-types/custom-date-and-time-format-strings
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apim_gateway.expressions.semantics.clr_error import ClrError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
STANDARD = {
    "d": "MM/dd/yyyy",
    "D": "dddd, dd MMMM yyyy",
    "f": "dddd, dd MMMM yyyy HH:mm",
    "F": "dddd, dd MMMM yyyy HH:mm:ss",
    "g": "MM/dd/yyyy HH:mm",
    "G": "MM/dd/yyyy HH:mm:ss",
    "m": "MMMM dd",
    "M": "MMMM dd",
    "o": "yyyy-MM-ddTHH:mm:ss.fffffffK",
    "O": "yyyy-MM-ddTHH:mm:ss.fffffffK",
    "r": "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
    "R": "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
    "s": "yyyy-MM-ddTHH:mm:ss",
    "t": "HH:mm",
    "T": "HH:mm:ss",
    "u": "yyyy-MM-dd HH:mm:ss'Z'",
    "y": "yyyy MMMM",
    "Y": "yyyy MMMM",
}
TOKEN = re.compile(
    r"\\.|'[^']*'|\"[^\"]*\"|%?(d+|f+|\.?F+|H+|h+|K|M+|m+|s+|t+|y+|z+|g+)|.", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date and time in parts, as formats need it."""

    at: datetime
    fraction: int
    """The tenth microseconds of the second."""
    zone: str
    """What `K` writes: nothing, `Z` or `+02:00`."""
    offset: str
    """What `zzz` writes."""


def date_text(moment: Moment, specifier: str) -> str:
    """Writes it by a standard or a custom format."""
    pattern = specifier
    # A letter alone names a standard format: `d` is 01/31/2024, and `%d` is the day, 31.
    if len(specifier) == 1:
        if specifier not in STANDARD:
            raise ClrError("FormatException", "Input string was not in a correct format.")
        pattern = STANDARD[specifier]

    def written(match: re.Match[str]) -> str:
        run = match[1]
        if run is None:
            text = match[0]
            return text[1:] if text[0] == "\\" else text.strip(text[0]) if len(text) > 1 else text
        return PARTS[run[0]](moment, len(run))

    return TOKEN.sub(written, pattern)


def _number(read: Callable[[datetime], int]) -> Callable[[Moment, int], str]:
    return lambda moment, width: str(read(moment.at)).zfill(min(width, 2))


def _day(moment: Moment, width: int) -> str:
    name = DAYS[moment.at.weekday()]
    return (str(moment.at.day), f"{moment.at.day:02}", name[:3], name)[min(width, 4) - 1]


def _month(moment: Moment, width: int) -> str:
    name = MONTHS[moment.at.month - 1]
    return (str(moment.at.month), f"{moment.at.month:02}", name[:3], name)[min(width, 4) - 1]


def _year(moment: Moment, width: int) -> str:
    year = moment.at.year
    return str(year % 100).zfill(width) if width <= 2 else str(year).zfill(width)  # noqa: PLR2004


def _fraction(moment: Moment, width: int) -> str:
    return f"{moment.fraction:07}"[:width]


def _significant(moment: Moment, width: int) -> str:
    return _fraction(moment, width).rstrip("0")


def _point(moment: Moment, width: int) -> str:
    """Writes `.FFF`: the point goes with the digits."""
    digits = _significant(moment, width - 1)
    return f".{digits}" if digits else ""


def _zone(moment: Moment, width: int) -> str:
    sign, hours = moment.offset[0], moment.offset[1:3]
    return (f"{sign}{int(hours)}", f"{sign}{hours}", moment.offset)[min(width, 3) - 1]


PARTS: dict[str, Callable[[Moment, int], str]] = {
    # The letter of a run of letters, such as `yyyy`, to what writes it at that width.
    ".": _point,
    "d": _day,
    "f": _fraction,
    "F": _significant,
    "g": lambda _moment, _width: "A.D.",
    "H": _number(lambda at: at.hour),
    "h": _number(lambda at: at.hour % 12 or 12),
    "K": lambda moment, _width: moment.zone,
    "M": _month,
    "m": _number(lambda at: at.minute),
    "s": _number(lambda at: at.second),
    "t": lambda moment, width: ("AM" if moment.at.hour < 12 else "PM")[:width],  # noqa: PLR2004
    "y": _year,
    "z": _zone,
}
