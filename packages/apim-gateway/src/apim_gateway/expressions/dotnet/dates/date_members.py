"""System.DateTime and DateTimeOffset: their members.

https://learn.microsoft.com/dotnet/api/system.datetime
"""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import Method, Property, clr_type
from apim_gateway.expressions.dotnet.dates.datetime import (
    EPOCH,
    HIGHEST,
    LOCAL,
    UNSPECIFIED,
    UTC,
    DateTime,
    DateTimeOffset,
    midnight,
)
from apim_gateway.expressions.dotnet.dates.parsing import GUESSES, parse, parse_offset
from apim_gateway.expressions.dotnet.dates.timespan import (
    DAY,
    HOUR,
    MILLISECOND,
    MINUTE,
    SECOND,
    TimeSpan,
)
from apim_gateway.expressions.dotnet.system.enumeration import EnumValue, enumeration
from apim_gateway.expressions.semantics.clr_error import ClrError, invalid_cast
from apim_gateway.expressions.semantics.equality import ordered
from apim_gateway.expressions.semantics.format import format_value
from apim_gateway.expressions.semantics.numbers import Long

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.expressions.semantics.value import Value

KINDS = enumeration("DateTimeKind", {"Unspecified": 0, "Utc": 1, "Local": 2})
WEEK = enumeration("DayOfWeek", {
    "Sunday": 0, "Monday": 1, "Tuesday": 2, "Wednesday": 3, "Thursday": 4, "Friday": 5,
    "Saturday": 6,
})  # fmt: skip
STYLES = enumeration("DateTimeStyles", {
    "None": 0, "AllowWhiteSpaces": 7, "AdjustToUniversal": 16, "AssumeLocal": 32,
    "AssumeUniversal": 64, "RoundtripKind": 128,
})  # fmt: skip


DATE_TIME = clr_type("DateTime", DateTime, default=DateTime(0))


@DATE_TIME.constructor(returns="DateTime")
def made(*numbers: int) -> DateTime:
    """`new DateTime(ticks)`, `(year, month, day[, hour, minute, second[, ms]][, kind])`."""
    kind = next((int(one) for one in numbers if isinstance(one, EnumValue)), UNSPECIFIED)
    plain = [int(one) for one in numbers if not isinstance(one, EnumValue)]
    if len(plain) <= 1:
        return DateTime(sum(plain), kind)
    try:
        at = datetime(*plain[:6])  # type: ignore[arg-type]  # noqa: DTZ001 - the kind is beside it
    except ValueError:
        message = "Year, Month, and Day parameters describe an un-representable DateTime."
        raise ClrError("ArgumentOutOfRangeException", message) from None
    return DateTime(DateTime.of(at).ticks + sum(plain[6:7]) * MILLISECOND, kind)


DATE_TIME_OFFSET = clr_type("DateTimeOffset", DateTimeOffset, default=DateTimeOffset(DateTime(0)))


@DATE_TIME_OFFSET.constructor(returns="DateTimeOffset")
def made_offset(*arguments: Value) -> DateTimeOffset:
    """`new DateTimeOffset(dateTime[, offset])`, `(year, …, second, offset)`."""
    offset = arguments[-1] if isinstance(arguments[-1], TimeSpan) else TimeSpan(0)
    rest = [one for one in arguments if not isinstance(one, TimeSpan)]
    clock = rest[0] if isinstance(rest[0], DateTime) else made(*rest)
    return DateTimeOffset(DateTime(clock.ticks), offset)


def from_styles(values: tuple[Value, ...]) -> int:
    """Returns the DateTimeStyles among the arguments."""
    return next((int(one) for one in values if isinstance(one, EnumValue)), 0)


@DATE_TIME.static_method("Parse", returns="DateTime")
def parse_any(text: str, *rest: Value) -> DateTime:
    """`DateTime.Parse(text[, culture][, styles])`."""
    return parse(text, GUESSES, from_styles(rest))


@DATE_TIME.static_method("ParseExact", returns="DateTime")
def parse_exact(text: str, formats: Value, *rest: Value) -> DateTime:
    """`DateTime.ParseExact(text, format(s), culture[, styles])`."""
    return parse(text, [formats] if isinstance(formats, str) else formats, from_styles(rest))


def trying(read: Callable[..., Value], zero: Value) -> Callable[..., bool]:
    """Makes `TryParse` of `Parse`."""

    def try_parse(*arguments: Value) -> bool:
        *given, out = arguments
        try:
            out(read(*given))
        except ClrError:
            out(zero)
            return False
        return True

    return try_parse


def week_day(moment: DateTime) -> Value:
    """`DayOfWeek`: Sunday is 0."""
    return WEEK.classes[0]((moment.at.weekday() + 1) % 7)


def _part(name: str) -> Property:
    return Property("int", lambda moment: getattr(moment.at, name))


def _add(unit: int, kind: str) -> Method:
    return Method(kind, lambda moment, count: moment + TimeSpan(round(count * unit)))


def _additions(kind: str) -> dict[str, Property | Method]:
    return {
        "Add": Method(kind, lambda moment, span: moment + span),
        "AddDays": _add(DAY, kind),
        "AddHours": _add(HOUR, kind),
        "AddMinutes": _add(MINUTE, kind),
        "AddSeconds": _add(SECOND, kind),
        "AddMilliseconds": _add(MILLISECOND, kind),
        "AddTicks": _add(1, kind),
        "CompareTo": Method("int", ordered),
        "Equals": Method("bool", lambda moment, other: moment == other),
        "Subtract": Method("dynamic", lambda moment, other: moment - other),
        "ToString": Method("string", format_value),
    }


PARTS: dict[str, Property | Method] = {
    "Year": _part("year"),
    "Month": _part("month"),
    "Day": _part("day"),
    "Hour": _part("hour"),
    "Minute": _part("minute"),
    "Second": _part("second"),
    "Millisecond": Property("int", lambda moment: moment.ticks % SECOND // MILLISECOND),
    "Ticks": Property("long", lambda moment: Long(moment.ticks)),
    "Date": Property("DateTime", midnight),
    "TimeOfDay": Property("TimeSpan", lambda moment: TimeSpan(moment.ticks % DAY)),
    "DayOfWeek": Property("DayOfWeek", week_day),
    "DayOfYear": Property("int", lambda moment: moment.at.timetuple().tm_yday),
}


def unix(unit: int) -> Method:
    """Makes `ToUnixTimeSeconds` and its like."""
    return Method("long", lambda moment: Long((moment.utc.ticks - EPOCH) // unit))


def from_unix(unit: int) -> Method:
    """Makes `FromUnixTimeSeconds` and its like."""
    return Method("DateTimeOffset", lambda count: DateTimeOffset(DateTime(EPOCH + count * unit)))


def _of_clock(member: Property | Method) -> Property:
    return Property(member.type, lambda moment: member.get(moment.clock))  # type: ignore[union-attr]  # PARTS has properties only


@DATE_TIME_OFFSET.caster
def to_offset(value: Value) -> DateTimeOffset:
    """`(DateTimeOffset)dateTime`."""
    if isinstance(value, DateTime):
        return DateTimeOffset(DateTime(value.ticks))
    raise invalid_cast(value, "DateTimeOffset")


DATE_TIME.members.update(PARTS)
DATE_TIME.members.update(_additions("DateTime"))
DATE_TIME.method("AddMonths", returns="DateTime")(DateTime.months_later)
DATE_TIME.method("AddYears", returns="DateTime")(
    lambda moment, count: moment.months_later(12 * count)
)
DATE_TIME.property("Kind", "DateTimeKind")(lambda moment: KINDS.classes[0](moment.kind))
DATE_TIME.method("ToLocalTime", returns="DateTime")(lambda moment: replace(moment, kind=LOCAL))
DATE_TIME.method("ToShortDateString", returns="string")(lambda moment: moment.formatted("d"))
DATE_TIME.method("ToShortTimeString", returns="string")(lambda moment: moment.formatted("t"))
DATE_TIME.method("ToLongDateString", returns="string")(lambda moment: moment.formatted("D"))
DATE_TIME.method("ToLongTimeString", returns="string")(lambda moment: moment.formatted("T"))
DATE_TIME.method("ToUniversalTime", returns="DateTime")(lambda moment: replace(moment, kind=UTC))
DATE_TIME.static_method("DaysInMonth", returns="int")(
    lambda year, month: calendar.monthrange(year, month)[1]
)
DATE_TIME.static_method("IsLeapYear", returns="bool")(calendar.isleap)
DATE_TIME.static_property("MaxValue", "DateTime")(lambda: DateTime(HIGHEST))
DATE_TIME.static_property("MinValue", "DateTime")(lambda: DateTime(0))
DATE_TIME.static_property("Now", "DateTime")(lambda: DateTime.now(LOCAL))
DATE_TIME.static_method("SpecifyKind", returns="DateTime")(
    lambda moment, kind: replace(moment, kind=int(kind))
)
DATE_TIME.static_property("Today", "DateTime")(lambda: midnight(DateTime.now(LOCAL)))
DATE_TIME.static_method("TryParse", returns="bool", out="DateTime")(trying(parse_any, DateTime(0)))
DATE_TIME.static_method("TryParseExact", returns="bool", out="DateTime")(
    trying(parse_exact, DateTime(0))
)
DATE_TIME.static_property("UnixEpoch", "DateTime")(lambda: DateTime(EPOCH, UTC))
DATE_TIME.static_property("UtcNow", "DateTime")(DateTime.now)

DATE_TIME_OFFSET.members.update({name: _of_clock(member) for name, member in PARTS.items()})
DATE_TIME_OFFSET.members.update(_additions("DateTimeOffset"))
DATE_TIME_OFFSET.property("DateTime", "DateTime")(lambda moment: moment.clock)
DATE_TIME_OFFSET.property("LocalDateTime", "DateTime")(
    lambda moment: replace(moment.utc, kind=LOCAL)
)
DATE_TIME_OFFSET.property("Offset", "TimeSpan")(lambda moment: moment.offset)
DATE_TIME_OFFSET.property("UtcDateTime", "DateTime")(lambda moment: moment.utc)
DATE_TIME_OFFSET.method("ToUniversalTime", returns="DateTimeOffset")(
    lambda moment: DateTimeOffset(DateTime(moment.utc.ticks))
)
DATE_TIME_OFFSET.members["ToUnixTimeMilliseconds"] = unix(MILLISECOND)
DATE_TIME_OFFSET.members["ToUnixTimeSeconds"] = unix(SECOND)
DATE_TIME_OFFSET.statics["FromUnixTimeMilliseconds"] = from_unix(MILLISECOND)
DATE_TIME_OFFSET.statics["FromUnixTimeSeconds"] = from_unix(SECOND)
DATE_TIME_OFFSET.static_property("Now", "DateTimeOffset")(
    lambda: DateTimeOffset(DateTime.now(UNSPECIFIED))
)
DATE_TIME_OFFSET.static_method("Parse", returns="DateTimeOffset")(
    lambda text, *_: parse_offset(text)
)
DATE_TIME_OFFSET.static_method("TryParse", returns="bool", out="DateTimeOffset")(
    trying(parse_offset, DateTimeOffset(DateTime(0)))
)
DATE_TIME_OFFSET.static_property("UtcNow", "DateTimeOffset")(
    lambda: DateTimeOffset(DateTime.now(UNSPECIFIED))
)
