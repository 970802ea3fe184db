"""System.DateTime and DateTimeOffset: their members.

https://learn.microsoft.com/dotnet/api/system.datetime
"""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
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


def part(name: str, kind: str) -> Callable[[Callable[..., Value]], Callable[..., Value]]:
    """Registers a property of DateTime, and for DateTimeOffset that of its clock."""

    def register(get: Callable[..., Value]) -> Callable[..., Value]:
        DATE_TIME_OFFSET.property(name, kind)(lambda moment: get(moment.clock))
        return DATE_TIME.property(name, kind)(get)

    return register


@part("DayOfWeek", "DayOfWeek")
def week_day(moment: DateTime) -> Value:
    """`DayOfWeek`: Sunday is 0."""
    return WEEK.classes[0]((moment.at.weekday() + 1) % 7)


def later(unit: int) -> Callable[..., Value]:
    """Makes `AddDays` and its like."""
    return lambda moment, count: moment + TimeSpan(round(count * unit))


def unix(unit: int) -> Callable[[DateTimeOffset], Long]:
    """Makes `ToUnixTimeSeconds` and its like."""
    return lambda moment: Long((moment.utc.ticks - EPOCH) // unit)


def from_unix(unit: int) -> Callable[[int], DateTimeOffset]:
    """Makes `FromUnixTimeSeconds` and its like."""
    return lambda count: DateTimeOffset(DateTime(EPOCH + count * unit))


@DATE_TIME_OFFSET.caster
def to_offset(value: Value) -> DateTimeOffset:
    """`(DateTimeOffset)dateTime`."""
    if isinstance(value, DateTime):
        return DateTimeOffset(DateTime(value.ticks))
    raise invalid_cast(value, "DateTimeOffset")


part("Year", "int")(lambda moment: moment.at.year)
part("Month", "int")(lambda moment: moment.at.month)
part("Day", "int")(lambda moment: moment.at.day)
part("Hour", "int")(lambda moment: moment.at.hour)
part("Minute", "int")(lambda moment: moment.at.minute)
part("Second", "int")(lambda moment: moment.at.second)
part("Millisecond", "int")(lambda moment: moment.ticks % SECOND // MILLISECOND)
part("Ticks", "long")(lambda moment: Long(moment.ticks))
part("Date", "DateTime")(midnight)
part("TimeOfDay", "TimeSpan")(lambda moment: TimeSpan(moment.ticks % DAY))
part("DayOfYear", "int")(lambda moment: moment.at.timetuple().tm_yday)

for own in (DATE_TIME, DATE_TIME_OFFSET):
    own.method("Add", returns=own.name)(lambda moment, span: moment + span)
    own.method("AddDays", returns=own.name)(later(DAY))
    own.method("AddHours", returns=own.name)(later(HOUR))
    own.method("AddMinutes", returns=own.name)(later(MINUTE))
    own.method("AddSeconds", returns=own.name)(later(SECOND))
    own.method("AddMilliseconds", returns=own.name)(later(MILLISECOND))
    own.method("AddTicks", returns=own.name)(later(1))
    own.method("CompareTo", returns="int")(ordered)
    own.method("Equals", returns="bool")(lambda moment, other: moment == other)
    own.method("Subtract", returns="dynamic")(lambda moment, other: moment - other)
    own.method("ToString", returns="string")(format_value)

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

DATE_TIME_OFFSET.property("DateTime", "DateTime")(lambda moment: moment.clock)
DATE_TIME_OFFSET.property("LocalDateTime", "DateTime")(
    lambda moment: replace(moment.utc, kind=LOCAL)
)
DATE_TIME_OFFSET.property("Offset", "TimeSpan")(lambda moment: moment.offset)
DATE_TIME_OFFSET.property("UtcDateTime", "DateTime")(lambda moment: moment.utc)
DATE_TIME_OFFSET.method("ToUniversalTime", returns="DateTimeOffset")(
    lambda moment: DateTimeOffset(DateTime(moment.utc.ticks))
)
DATE_TIME_OFFSET.method("ToUnixTimeMilliseconds", returns="long")(unix(MILLISECOND))
DATE_TIME_OFFSET.method("ToUnixTimeSeconds", returns="long")(unix(SECOND))
DATE_TIME_OFFSET.static_method("FromUnixTimeMilliseconds", returns="DateTimeOffset")(
    from_unix(MILLISECOND)
)
DATE_TIME_OFFSET.static_method("FromUnixTimeSeconds", returns="DateTimeOffset")(from_unix(SECOND))
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
