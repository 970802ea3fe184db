"""A rule about one property of one resource."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .problem import Problem
from .rule import Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .resource import Resource, Stack


@dataclass(frozen=True, slots=True)
class Demand:
    """A demand on a value, in words and as a test."""

    allowed: str
    """The values that meet it, in words, as messages name them: `1.2 or 1.3`."""
    is_met: Callable[[Any], bool]


TRUE = Demand("True", lambda value: value is True)
FALSE = Demand("False", lambda value: value is False)


def one_of(*values: str) -> Demand:
    """Returns the demand to be one of the texts."""
    return Demand(" or ".join(values), lambda value: value in values)


def property_rule(  # noqa: PLR0913 - the parts of a rule, each named where it is used
    *,
    id: str,  # noqa: A002 - the field's name
    what: str,
    applies_to: tuple[str, ...],
    path: str,
    demand: Demand,
    remedy: str,
    ref: str = "",
    source: str = "",
    also: tuple[str, ...] = (),
    production: bool = False,
    unless: Callable[[Resource], bool] | None = None,
) -> Rule:
    """Returns the rule that the value at the dotted path has to meet the demand.

    A value that is not given is None to the demand, so a default of Azure's doesn't count: defaults
    change with the API version. `unless` returns whether the rule leaves a resource alone.
    """

    def judge(resource: Resource, _stack: Stack) -> Iterator[Problem]:
        if unless is not None and unless(resource):
            return
        value = resource.get(path)
        if not demand.is_met(value):
            yield Problem(path, value, demand.allowed, remedy)

    return Rule(
        id=id,
        ref=ref,
        also=also,
        source=source,
        what=what,
        applies_to=applies_to,
        judge=judge,
        production=production,
    )
