"""System.TimeSpan: a length of time.

https://learn.microsoft.com/dotnet/api/system.timespan
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.semantics.clr_error import ClrError
from apim_gateway.expressions.semantics.equality import ordered
from apim_gateway.expressions.semantics.format import format_value, formatted
from apim_gateway.expressions.semantics.numbers import Long

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.expressions.semantics.value import Value

MILLISECOND = 10_000
SECOND = 1000 * MILLISECOND
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
"""In ticks of 100 nanoseconds."""
TEXT = re.compile(r"\s*(-)?(?:(\d+)\.)?(\d+):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?\s*", re.ASCII)
CUSTOM = re.compile(r"\\.|'[^']*'|%?(d+|h+|m+|s+|f+|F+)|.", re.DOTALL)


@dataclass(frozen=True, slots=True, order=True)
class TimeSpan:
    """A length of time, in ticks of 100 nanoseconds."""

    ticks: int

    def __add__(self, other: TimeSpan) -> TimeSpan:
        """Adds."""
        return TimeSpan(self.ticks + other.ticks)

    def __sub__(self, other: TimeSpan) -> TimeSpan:
        """Subtracts."""
        return TimeSpan(self.ticks - other.ticks)

    def __mul__(self, other: int) -> TimeSpan:
        """Negates (times -1) or multiplies."""
        return TimeSpan(round(self.ticks * other))

    def part(self, unit: int, size: int) -> int:
        """Returns how many units remain over the next larger one; negative if it is."""
        count = abs(self.ticks) // unit % size
        return count if self.ticks >= 0 else -count

    def __str__(self) -> str:
        """Renders as `[-][d.]hh:mm:ss[.fffffff]`."""
        days, rest = divmod(abs(self.ticks), DAY)
        fraction = rest % SECOND
        clock = f"{rest // HOUR:02}:{rest // MINUTE % 60:02}:{rest // SECOND % 60:02}"
        sign, before = "-" if self.ticks < 0 else "", f"{days}." if days else ""
        return f"{sign}{before}{clock}{f'.{fraction:07}' if fraction else ''}"

    def formatted(self, specifier: str) -> str:
        """Writes it by `c` or a custom format."""
        if specifier in "ctT":
            return str(self)
        units = {"d": DAY, "h": HOUR, "m": MINUTE, "s": SECOND}
        sizes = {"d": 10**8, "h": 24, "m": 60, "s": 60}

        def written(match: re.Match[str]) -> str:
            run = match[1]
            if run is None:
                return match[0].lstrip("\\").strip("'")
            if run[0] in "fF":
                digits = f"{abs(self.ticks) % SECOND:07}"[: len(run)]
                return digits if run[0] == "f" else digits.rstrip("0")
            return str(abs(self.part(units[run[0]], sizes[run[0]]))).zfill(len(run))

        return CUSTOM.sub(written, specifier)


formatted.register(TimeSpan, TimeSpan.formatted)

TIME_SPAN = clr_type("TimeSpan", TimeSpan, default=TimeSpan(0))


@TIME_SPAN.constructor(returns="TimeSpan")
def made(*numbers: int) -> TimeSpan:
    """Returns `new TimeSpan(ticks)`, `(hours, minutes, seconds)`, `(days, …[, milliseconds])`."""
    # One number is ticks, three start with hours, four and five with days.
    if len(numbers) == 1:
        return TimeSpan(numbers[0])
    days_first = numbers if len(numbers) > 3 else (0, *numbers)  # noqa: PLR2004 - hours to seconds
    units = (DAY, HOUR, MINUTE, SECOND, MILLISECOND)
    return TimeSpan(sum(count * unit for count, unit in zip(days_first, units, strict=False)))


@TIME_SPAN.static_method("Parse", returns="TimeSpan")
def parse(text: str, _culture: Value = None) -> TimeSpan:
    """Returns what `[d.]hh:mm[:ss[.f]]`, or a number of days, says (`TimeSpan.Parse`)."""
    if re.fullmatch(r"\s*-?\d+\s*", text, re.ASCII):
        return TimeSpan(int(text) * DAY)
    match = TEXT.fullmatch(text)
    if match is None:
        raise ClrError(
            "FormatException", f"String '{text}' was not recognized as a valid TimeSpan."
        )
    sign, days, hours, minutes, seconds, fraction = match.groups("")
    span = made(int(days or 0), int(hours), int(minutes), int(seconds or 0))
    ticks = span.ticks + int((fraction or "0").ljust(7, "0"))
    return TimeSpan(-ticks if sign else ticks)


@TIME_SPAN.static_method("TryParse", returns="bool", out="TimeSpan")
def try_parse(text: str | None, *rest: Value) -> bool:
    """Returns whether the text is a TimeSpan, and puts it out (`TryParse`)."""
    out: Callable[[Value], None] = rest[-1]
    try:
        out(parse(text or ""))
    except ClrError:
        out(TimeSpan(0))
        return False
    return True


def of(unit: int) -> Callable[[float], TimeSpan]:
    """Returns `FromDays` and its like: they take a number of units."""
    return lambda count: TimeSpan(round(count * unit))


def total(unit: int) -> Callable[[TimeSpan], float]:
    """Returns `TotalDays` and its like: all of it in that unit."""
    return lambda span: span.ticks / unit


def part(unit: int, size: int) -> Callable[[TimeSpan], int]:
    """Returns `Days`, `Hours` and their like; `size` is how many make the next larger one."""
    return lambda span: span.part(unit, size)


TIME_SPAN.property("Days", "int")(part(DAY, 10**8))
TIME_SPAN.property("Hours", "int")(part(HOUR, 24))
TIME_SPAN.property("Minutes", "int")(part(MINUTE, 60))
TIME_SPAN.property("Seconds", "int")(part(SECOND, 60))
TIME_SPAN.property("Milliseconds", "int")(part(MILLISECOND, 1000))
TIME_SPAN.property("Ticks", "long")(lambda span: Long(span.ticks))
TIME_SPAN.property("TotalDays", "double")(total(DAY))
TIME_SPAN.property("TotalHours", "double")(total(HOUR))
TIME_SPAN.property("TotalMinutes", "double")(total(MINUTE))
TIME_SPAN.property("TotalSeconds", "double")(total(SECOND))
TIME_SPAN.property("TotalMilliseconds", "double")(total(MILLISECOND))
TIME_SPAN.method("Add", returns="TimeSpan")(TimeSpan.__add__)
TIME_SPAN.method("CompareTo", returns="int")(ordered)
TIME_SPAN.method("Duration", returns="TimeSpan")(lambda span: TimeSpan(abs(span.ticks)))
TIME_SPAN.method("Negate", returns="TimeSpan")(lambda span: TimeSpan(-span.ticks))
TIME_SPAN.method("Subtract", returns="TimeSpan")(TimeSpan.__sub__)
TIME_SPAN.method("ToString", returns="string")(format_value)
TIME_SPAN.static_method("FromDays", returns="TimeSpan")(of(DAY))
TIME_SPAN.static_method("FromHours", returns="TimeSpan")(of(HOUR))
TIME_SPAN.static_method("FromMinutes", returns="TimeSpan")(of(MINUTE))
TIME_SPAN.static_method("FromSeconds", returns="TimeSpan")(of(SECOND))
TIME_SPAN.static_method("FromMilliseconds", returns="TimeSpan")(of(MILLISECOND))
TIME_SPAN.static_method("FromTicks", returns="TimeSpan")(of(1))
TIME_SPAN.static_property("Zero", "TimeSpan")(lambda: TimeSpan(0))
TIME_SPAN.static_property("MaxValue", "TimeSpan")(lambda: TimeSpan(Long.high))
TIME_SPAN.static_property("MinValue", "TimeSpan")(lambda: TimeSpan(Long.low))
TIME_SPAN.static_property("TicksPerSecond", "long")(lambda: Long(SECOND))
TIME_SPAN.static_property("TicksPerMillisecond", "long")(lambda: Long(MILLISECOND))
