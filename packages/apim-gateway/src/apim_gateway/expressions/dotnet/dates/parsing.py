"""Reads dates and times, by a format or as DateTime.Parse guesses.

https://learn.microsoft.com/dotnet/standard/base-types/parsing-datetime
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from apim_gateway.expressions.dotnet.dates.date_time import (
    DATE_TIME,
    LOCAL,
    UNSPECIFIED,
    UTC,
    DateTime,
)
from apim_gateway.expressions.dotnet.dates.date_time_offset import DATE_TIME_OFFSET, DateTimeOffset
from apim_gateway.expressions.dotnet.dates.formatting import DAYS, MONTHS, STANDARD, TOKEN
from apim_gateway.expressions.dotnet.dates.timespan import MINUTE, TimeSpan
from apim_gateway.expressions.dotnet.system.enumeration import enumeration
from apim_gateway.expressions.semantics.clr_error import ClrError
from apim_gateway.expressions.semantics.enum_value import EnumValue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from apim_gateway.expressions.semantics.value import Value

ADJUST_TO_UNIVERSAL, ASSUME_UNIVERSAL, ROUND_TRIP_KIND = 16, 64, 128
"""DateTimeStyles."""
GUESSES = (
    "yyyy-MM-ddTHH:mm:ss.FFFFFFFK",
    "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
    "yyyy-MM-ddTHH:mmK",
    "yyyy-MM-dd HH:mmK",
    "yyyy-MM-dd",
    "yyyy/MM/dd",
    "yyyy/MM/dd HH:mm:ss",
    "M/d/yyyy",
    "M/d/yyyy H:mm",
    "M/d/yyyy H:mm:ss",
    "M/d/yyyy h:mm tt",
    "M/d/yyyy h:mm:ss tt",
    "M/d/yyyy H:mm:ss zzz",
    "ddd, d MMM yyyy HH:mm:ss 'GMT'",
    "d MMM yyyy",
    "d MMMM yyyy",
    "MMMM d, yyyy",
    "MMM d, yyyy",
    "dddd, dd MMMM yyyy HH:mm:ss",
    "HH:mm:ss",
    "HH:mm",
)
"""What Parse is tried with, in this order."""
GROUPS = {
    "d": r"(?P<day>\d{1,2})", "dd": r"(?P<day>\d{2})",
    "ddd": "(?:" + "|".join(day[:3] for day in DAYS) + ")", "dddd": f"(?:{'|'.join(DAYS)})",
    "M": r"(?P<month>\d{1,2})", "MM": r"(?P<month>\d{2})",
    "MMM": "(?P<name>" + "|".join(month[:3] for month in MONTHS) + ")",
    "MMMM": f"(?P<name>{'|'.join(MONTHS)})",
    "yy": r"(?P<short>\d{2})", "yyyy": r"(?P<year>\d{4})",
    "H": r"(?P<hour>\d{1,2})", "HH": r"(?P<hour>\d{2})",
    "h": r"(?P<hour>\d{1,2})", "hh": r"(?P<hour>\d{2})",
    "m": r"(?P<minute>\d{1,2})", "mm": r"(?P<minute>\d{2})",
    "s": r"(?P<second>\d{1,2})", "ss": r"(?P<second>\d{2})",
    "t": "(?P<half>[AP])", "tt": "(?P<half>AM|PM)",
    "K": r"(?P<zone>Z|[+-]\d{2}:\d{2})?", "zzz": r"(?P<zone>[+-]\d{2}:\d{2})",
    "zz": r"(?P<zone>[+-]\d{2})",
}  # fmt: skip


def read_exact(text: str, formats: Iterable[str]) -> tuple[DateTime, str] | None:
    """Reads the time and the zone by the first format that fits."""
    for one in formats:
        match = re.fullmatch(_pattern(STANDARD.get(one, one)), text.strip(), re.IGNORECASE)
        if match is not None:
            # These formats have no zone to read, but mean UTC.
            zone = "Z" if "'GMT'" in one or one in ("R", "r", "u") else None
            return _moment(match), zone or match.groupdict().get("zone") or ""
    return None


def parse(text: str | None, formats: Iterable[str] = GUESSES, styles: int = 0) -> DateTime:
    """Returns the DateTime that is written in one of the formats; throws FormatException."""
    moment, zone = _read(text, formats, "DateTime")
    if not zone and not styles & ASSUME_UNIVERSAL:
        return DateTime(moment.ticks, UNSPECIFIED)
    # With a zone the time is converted, to UTC or to local time, which is UTC here as well:
    # the ticks are the same, and only the kind differs.
    kept = styles & ADJUST_TO_UNIVERSAL or (styles & ROUND_TRIP_KIND and zone == "Z")
    return DateTime(moment.ticks - _offset(zone), UTC if kept else LOCAL)


def parse_offset(text: str | None, formats: Iterable[str] = GUESSES) -> DateTimeOffset:
    """Returns the DateTimeOffset that is written in one of the formats."""
    moment, zone = _read(text, formats, "DateTimeOffset")
    return DateTimeOffset(DateTime(moment.ticks), TimeSpan(_offset(zone)))


def _read(text: str | None, formats: Iterable[str], kind: str) -> tuple[DateTime, str]:
    if text is None:
        raise ClrError("ArgumentNullException", "Value cannot be null. (Parameter 's')")
    try:
        found = read_exact(text, formats)
    except ValueError:  # 30 February and its like
        found = None
    if found is None:
        raise ClrError("FormatException", f"String '{text}' was not recognized as a valid {kind}.")
    return found


def _pattern(pattern: str) -> str:
    def group(match: re.Match[str]) -> str:
        run = match[1]
        if run is None:
            return re.escape(match[0].strip("'\"") if len(match[0]) > 1 else match[0])
        if run[0] in ".F":
            return r"(?:\.(?P<fraction>\d{1,7}))?" if run[0] == "." else r"(?P<fraction>\d{0,7})"
        if run[0] == "f":
            return rf"(?P<fraction>\d{{{len(run)}}})"
        return GROUPS.get(run, GROUPS.get(run[0] * 2, re.escape(run)))

    return TOKEN.sub(group, pattern)


def _moment(match: re.Match[str]) -> DateTime:
    found = {"fraction": "", **{name: text for name, text in match.groupdict().items() if text}}
    now = DateTime.now().at
    if found.keys() & {"year", "short", "month", "name", "day"}:
        # A year of two digits is of this century; a date without a year is of this year.
        short = int(found.get("short", now.year)) % 100
        year = int(found.get("year", now.year // 100 * 100 + short))
        day = (year, _month(found), int(found.get("day", 1)))
    else:
        # A time alone is of today.
        day = (now.year, now.month, now.day)
    hour = int(found.get("hour", 0))
    if "half" in found:
        hour = hour % 12 + (12 if found["half"][0] in "Pp" else 0)
    at = datetime(*day, hour, int(found.get("minute", 0)), int(found.get("second", 0)))  # noqa: DTZ001
    return DateTime(DateTime.of(at).ticks + int(found["fraction"].ljust(7, "0")))


def _month(found: dict[str, str]) -> int:
    if "name" not in found:
        return int(found.get("month", 1))
    return next(at for at, month in enumerate(MONTHS, 1) if month.startswith(found["name"].title()))


def _offset(zone: str) -> int:
    """Returns the zone's distance from UTC in ticks."""
    if zone in ("", "Z", "z"):
        return 0
    hours, _, minutes = zone[1:].partition(":")
    ticks = (int(hours) * 60 + int(minutes or 0)) * MINUTE
    return -ticks if zone[0] == "-" else ticks


enumeration("DateTimeStyles", {
    "None": 0, "AllowWhiteSpaces": 7, "AdjustToUniversal": ADJUST_TO_UNIVERSAL, "AssumeLocal": 32,
    "AssumeUniversal": ASSUME_UNIVERSAL, "RoundtripKind": ROUND_TRIP_KIND,
})  # fmt: skip


def from_styles(values: tuple[Value, ...]) -> int:
    """Returns the DateTimeStyles among the arguments."""
    return next((int(one) for one in values if isinstance(one, EnumValue)), 0)


@DATE_TIME.static_method("Parse", returns="DateTime")
def parse_any(text: str, *rest: Value) -> DateTime:
    """Returns `DateTime.Parse(text[, culture][, styles])`."""
    return parse(text, GUESSES, from_styles(rest))


@DATE_TIME.static_method("ParseExact", returns="DateTime")
def parse_exact(text: str, formats: Value, *rest: Value) -> DateTime:
    """Returns `DateTime.ParseExact(text, format(s), culture[, styles])`."""
    return parse(text, [formats] if isinstance(formats, str) else formats, from_styles(rest))


def trying(read: Callable[..., Value], zero: Value) -> Callable[..., bool]:
    """Returns `TryParse` for `Parse`: it puts the result out, `zero` where `Parse` throws."""

    def try_parse(*arguments: Value) -> bool:
        *given, out = arguments
        try:
            out(read(*given))
        except ClrError:
            out(zero)
            return False
        return True

    return try_parse


DATE_TIME.static_method("TryParse", returns="bool", out="DateTime")(trying(parse_any, DateTime(0)))
DATE_TIME.static_method("TryParseExact", returns="bool", out="DateTime")(
    trying(parse_exact, DateTime(0))
)
DATE_TIME_OFFSET.static_method("Parse", returns="DateTimeOffset")(
    lambda text, *_: parse_offset(text)
)
DATE_TIME_OFFSET.static_method("TryParse", returns="bool", out="DateTimeOffset")(
    trying(parse_offset, DateTimeOffset(DateTime(0)))
)
