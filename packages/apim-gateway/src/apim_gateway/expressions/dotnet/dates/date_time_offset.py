"""System.DateTimeOffset; what reads it from text is in parsing.

https://learn.microsoft.com/dotnet/api/system.datetimeoffset
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.dates.date_time import (
    EPOCH,
    LOCAL,
    PARTS,
    UNSPECIFIED,
    UTC,
    DateTime,
    add_common,
    made,
)
from apim_gateway.expressions.dotnet.dates.formatting import Moment, date_text
from apim_gateway.expressions.dotnet.dates.timespan import (
    MILLISECOND,
    SECOND,
    TimeSpan,
)
from apim_gateway.expressions.semantics.clr_error import invalid_cast
from apim_gateway.expressions.semantics.format import formatted
from apim_gateway.expressions.semantics.numbers import Long

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.expressions.semantics.value import Value


UTC_OFFSET = TimeSpan(0)


@dataclass(frozen=True, slots=True)
class DateTimeOffset:
    """A date and time with its distance from UTC."""

    clock: DateTime
    """What the clock shows."""
    offset: TimeSpan = UTC_OFFSET

    @property
    def utc(self) -> DateTime:
        """Returns the same moment in UTC."""
        return DateTime(self.clock.ticks - self.offset.ticks, UTC)

    def __add__(self, other: TimeSpan) -> DateTimeOffset:
        """Adds."""
        return replace(self, clock=self.clock + other)

    def __sub__(self, other: TimeSpan | DateTimeOffset) -> TimeSpan | DateTimeOffset:
        """Subtracts a length of time, or returns how much later it is."""
        if isinstance(other, DateTimeOffset):
            return TimeSpan(self.utc.ticks - other.utc.ticks)
        return replace(self, clock=DateTime(self.clock.ticks - other.ticks))

    def __eq__(self, other: object) -> bool:
        """Compares the moment."""
        return isinstance(other, DateTimeOffset) and self.utc == other.utc

    def __lt__(self, other: DateTimeOffset) -> bool:
        """Returns whether it is earlier."""
        return self.utc < other.utc

    def __le__(self, other: DateTimeOffset) -> bool:
        """Returns whether it is not later."""
        return self.utc <= other.utc

    def __hash__(self) -> int:
        """Returns the same for equal moments."""
        return hash(self.utc)

    def formatted(self, specifier: str) -> str:
        """Writes it by a format; `R` and `u` are in UTC."""
        # These formats end in GMT or Z, whatever the offset is.
        shown = self.utc if specifier in ("R", "r", "u") else self.clock
        minutes = self.offset.ticks // (60 * SECOND)
        zone = f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
        return date_text(Moment(shown.at, shown.ticks % SECOND, zone, zone), specifier)

    def iso(self) -> str:
        """Writes it as Json.NET does."""
        return self.formatted("yyyy-MM-ddTHH:mm:ss.FFFFFFFK")

    def __str__(self) -> str:
        """Renders as the invariant culture's general long form."""
        return self.formatted("MM/dd/yyyy HH:mm:ss zzz")


formatted.register(DateTimeOffset, DateTimeOffset.formatted)

DATE_TIME_OFFSET = clr_type("DateTimeOffset", DateTimeOffset, default=DateTimeOffset(DateTime(0)))


@DATE_TIME_OFFSET.constructor(returns="DateTimeOffset")
def made_offset(*arguments: Value) -> DateTimeOffset:
    """Returns `new DateTimeOffset(dateTime[, offset])`, `(year, …, second, offset)`."""
    offset = arguments[-1] if isinstance(arguments[-1], TimeSpan) else TimeSpan(0)
    rest = [one for one in arguments if not isinstance(one, TimeSpan)]
    clock = rest[0] if isinstance(rest[0], DateTime) else made(*rest)
    return DateTimeOffset(DateTime(clock.ticks), offset)


def unix(unit: int) -> Callable[[DateTimeOffset], Long]:
    """Returns `ToUnixTimeSeconds` and its like: they count units since 1970."""
    return lambda moment: Long((moment.utc.ticks - EPOCH) // unit)


def from_unix(unit: int) -> Callable[[int], DateTimeOffset]:
    """Returns `FromUnixTimeSeconds` and its like: they add units to 1970."""
    return lambda count: DateTimeOffset(DateTime(EPOCH + count * unit))


@DATE_TIME_OFFSET.caster
def to_offset(value: Value) -> DateTimeOffset:
    """Returns `(DateTimeOffset)dateTime`."""
    if isinstance(value, DateTime):
        return DateTimeOffset(DateTime(value.ticks))
    raise invalid_cast(value, "DateTimeOffset")


def of_clock(get: Callable[[DateTime], Value]) -> Callable[[DateTimeOffset], Value]:
    """Returns the getter that reads of a DateTimeOffset what `get` reads of a DateTime."""
    return lambda moment: get(moment.clock)


for name, (kind, get) in PARTS.items():
    DATE_TIME_OFFSET.property(name, kind)(of_clock(get))
add_common(DATE_TIME_OFFSET)
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
DATE_TIME_OFFSET.static_property("UtcNow", "DateTimeOffset")(
    lambda: DateTimeOffset(DateTime.now(UNSPECIFIED))
)
