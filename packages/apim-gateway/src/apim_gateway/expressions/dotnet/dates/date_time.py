"""System.DateTime; what reads it from text is in parsing.

https://learn.microsoft.com/dotnet/api/system.datetime
"""

from __future__ import annotations

import time
from calendar import isleap, monthrange
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import ClrType, clr_type
from apim_gateway.expressions.dotnet.dates.formatting import Moment, date_text
from apim_gateway.expressions.dotnet.dates.timespan import (
    DAY,
    HOUR,
    MILLISECOND,
    MINUTE,
    SECOND,
    TimeSpan,
)
from apim_gateway.expressions.dotnet.system.enumeration import enumeration
from apim_gateway.expressions.semantics.clr_error import ClrError, out_of_range
from apim_gateway.expressions.semantics.enum_value import EnumValue
from apim_gateway.expressions.semantics.equality import ordered
from apim_gateway.expressions.semantics.format import format_value, formatted
from apim_gateway.expressions.semantics.numbers import Long

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.expressions.semantics.value import Value


UNSPECIFIED, UTC, LOCAL = 0, 1, 2
"""DateTimeKind. Local time is UTC, as on Azure."""
FIRST = datetime(1, 1, 1)  # noqa: DTZ001 - .NET's ticks have no zone
EPOCH = 621_355_968_000_000_000
HIGHEST = 3_155_378_975_999_999_999
ZONES = ("", "Z", "+00:00")


@dataclass(frozen=True, slots=True, order=True)
class DateTime:
    """A date and time: ticks of 100 nanoseconds since the year 1, and what clock they are of."""

    ticks: int
    kind: int = UNSPECIFIED

    def __post_init__(self) -> None:
        """Refuses what lies beyond the calendar."""
        if not 0 <= self.ticks <= HIGHEST:
            message = "The added or subtracted value results in an un-representable DateTime."
            raise ClrError("ArgumentOutOfRangeException", message)

    @classmethod
    def now(cls, kind: int = UTC) -> DateTime:
        """Returns the present."""
        return cls(EPOCH + time.time_ns() // 100, kind)

    @classmethod
    def of(cls, at: datetime, kind: int = UNSPECIFIED) -> DateTime:
        """Converts Python's."""
        delta = at.replace(tzinfo=None) - FIRST
        return cls((delta.days * 86_400 + delta.seconds) * SECOND + delta.microseconds * 10, kind)

    @property
    def at(self) -> datetime:
        """Returns Python's date and time, to the microsecond."""
        return FIRST + timedelta(microseconds=self.ticks // 10)

    def __add__(self, other: TimeSpan) -> DateTime:
        """Adds."""
        return replace(self, ticks=self.ticks + other.ticks)

    def __sub__(self, other: TimeSpan | DateTime) -> TimeSpan | DateTime:
        """Subtracts a length of time, or returns how much later it is."""
        if isinstance(other, DateTime):
            return TimeSpan(self.ticks - other.ticks)
        return replace(self, ticks=self.ticks - other.ticks)

    def __eq__(self, other: object) -> bool:
        """Compares the time alone, as .NET does."""
        return isinstance(other, DateTime) and self.ticks == other.ticks

    def __hash__(self) -> int:
        """Returns the same for equal times."""
        return hash(self.ticks)

    def months_later(self, months: int) -> DateTime:
        """Adds months; the day is cut to the month's last."""
        at = self.at
        year, month = divmod(at.year * 12 + at.month - 1 + months, 12)
        if not 1 <= year <= 9999:  # noqa: PLR2004 - the calendar's last year
            raise out_of_range("months")
        # 31 January and a month is 28 or 29 February.
        day = min(at.day, monthrange(year, month + 1)[1])
        moved = DateTime.of(at.replace(year=year, month=month + 1, day=day))
        # Python counts microseconds, .NET tenths of them: the last digit would be lost.
        return replace(self, ticks=moved.ticks + self.ticks % 10)

    def formatted(self, specifier: str) -> str:
        """Writes it by a format."""
        return date_text(
            Moment(self.at, self.ticks % SECOND, ZONES[self.kind], "+00:00"), specifier
        )

    def iso(self) -> str:
        """Writes it as Json.NET does."""
        return self.formatted("yyyy-MM-ddTHH:mm:ss.FFFFFFFK")

    def __str__(self) -> str:
        """Renders as the invariant culture's general long form."""
        return self.formatted("G")


def midnight(moment: DateTime) -> DateTime:
    """Returns the day's beginning."""
    return replace(moment, ticks=moment.ticks - moment.ticks % DAY)


KINDS = enumeration("DateTimeKind", {"Unspecified": 0, "Utc": 1, "Local": 2})
WEEK = enumeration("DayOfWeek", {
    "Sunday": 0, "Monday": 1, "Tuesday": 2, "Wednesday": 3, "Thursday": 4, "Friday": 5,
    "Saturday": 6,
})  # fmt: skip
formatted.register(DateTime, DateTime.formatted)

DATE_TIME = clr_type("DateTime", DateTime, default=DateTime(0))


@DATE_TIME.constructor(returns="DateTime")
def made(*numbers: int) -> DateTime:
    """Returns `new DateTime(ticks)`, `(year, month, day[, hour, minute, second[, ms]][, kind])`."""
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


def week_day(moment: DateTime) -> Value:
    """Returns the day of the week, of which Sunday is 0 (`DayOfWeek`)."""
    return WEEK.classes[0]((moment.at.weekday() + 1) % 7)


PARTS: dict[str, tuple[str, Callable[[DateTime], Value]]] = {
    "Date": ("DateTime", midnight),
    "Day": ("int", lambda moment: moment.at.day),
    "DayOfWeek": ("DayOfWeek", week_day),
    "DayOfYear": ("int", lambda moment: moment.at.timetuple().tm_yday),
    "Hour": ("int", lambda moment: moment.at.hour),
    "Millisecond": ("int", lambda moment: moment.ticks % SECOND // MILLISECOND),
    "Minute": ("int", lambda moment: moment.at.minute),
    "Month": ("int", lambda moment: moment.at.month),
    "Second": ("int", lambda moment: moment.at.second),
    "Ticks": ("long", lambda moment: Long(moment.ticks)),
    "TimeOfDay": ("TimeSpan", lambda moment: TimeSpan(moment.ticks % DAY)),
    "Year": ("int", lambda moment: moment.at.year),
}
"""What can be read of a date and time; of a DateTimeOffset it is read of its clock."""


def later(unit: int) -> Callable[..., Value]:
    """Returns `AddDays` and its like: they add a number of units."""
    return lambda moment, count: moment + TimeSpan(round(count * unit))


def add_common(own: ClrType) -> None:
    """Registers what DateTime and DateTimeOffset do in the same way."""
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


for name, (kind, get) in PARTS.items():
    DATE_TIME.property(name, kind)(get)
add_common(DATE_TIME)
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
    lambda year, month: monthrange(year, month)[1]
)
DATE_TIME.static_method("IsLeapYear", returns="bool")(isleap)
DATE_TIME.static_property("MaxValue", "DateTime")(lambda: DateTime(HIGHEST))
DATE_TIME.static_property("MinValue", "DateTime")(lambda: DateTime(0))
DATE_TIME.static_property("Now", "DateTime")(lambda: DateTime.now(LOCAL))
DATE_TIME.static_method("SpecifyKind", returns="DateTime")(
    lambda moment, kind: replace(moment, kind=int(kind))
)
DATE_TIME.static_property("Today", "DateTime")(lambda: midnight(DateTime.now(LOCAL)))
DATE_TIME.static_property("UnixEpoch", "DateTime")(lambda: DateTime(EPOCH, UTC))
DATE_TIME.static_property("UtcNow", "DateTime")(DateTime.now)
