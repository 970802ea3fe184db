"""System.DateTime and DateTimeOffset: the values.

https://learn.microsoft.com/dotnet/api/system.datetime
"""

from __future__ import annotations

import time
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from apim_gateway.expressions.dotnet.dates.formatting import Moment, date_text
from apim_gateway.expressions.dotnet.dates.timespan import DAY, SECOND, TimeSpan
from apim_gateway.expressions.semantics.clr_error import ClrError, out_of_range

UNSPECIFIED, UTC, LOCAL = 0, 1, 2
"""DateTimeKind. Local time is UTC, as on Azure."""
FIRST = datetime(1, 1, 1)  # noqa: DTZ001 - .NET's ticks have no zone
EPOCH = 621_355_968_000_000_000
HIGHEST = 3_155_378_975_999_999_999
UTC_OFFSET = TimeSpan(0)
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
        """Python's, to the microsecond."""
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
        """Is the same for equal times."""
        return hash(self.ticks)

    def months_later(self, months: int) -> DateTime:
        """Adds months; the day is cut to the month's last."""
        at = self.at
        year, month = divmod(at.year * 12 + at.month - 1 + months, 12)
        if not 1 <= year <= 9999:  # noqa: PLR2004 - the calendar's last year
            raise out_of_range("months")
        day = min(at.day, monthrange(year, month + 1)[1])
        moved = DateTime.of(at.replace(year=year, month=month + 1, day=day))
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


@dataclass(frozen=True, slots=True)
class DateTimeOffset:
    """A date and time with its distance from UTC."""

    clock: DateTime
    """What the clock shows."""
    offset: TimeSpan = UTC_OFFSET

    @property
    def utc(self) -> DateTime:
        """The same moment in UTC."""
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
        """Tells whether it is earlier."""
        return self.utc < other.utc

    def __le__(self, other: DateTimeOffset) -> bool:
        """Tells whether it is not later."""
        return self.utc <= other.utc

    def __hash__(self) -> int:
        """Is the same for equal moments."""
        return hash(self.utc)

    def formatted(self, specifier: str) -> str:
        """Writes it by a format; `R` and `u` are in UTC."""
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


def midnight(moment: DateTime) -> DateTime:
    """Returns the day's beginning."""
    return replace(moment, ticks=moment.ticks - moment.ticks % DAY)
