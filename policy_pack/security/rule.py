"""The record of a rule: its demand on a kind of resource, its source and its function."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .errors import NotKnownYetError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from .problem import Problem
    from .resource import Resource, Stack

PSRULE = "https://azure.github.io/PSRule.Rules.Azure/en/rules"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule; its id is its name among the policies of the pack."""

    id: str
    """PSRule's name, `CIS.` and the number in the benchmark, or `Gatehouse.` and a name."""
    ref: str = ""
    """PSRule's number."""
    also: tuple[str, ...] = ()
    """Other lists that ask for the same."""
    source: str = ""
    """Page that explains the rule; PSRule's rules have one by their name."""
    what: str
    """The demand, in one sentence without a full stop."""
    applies_to: tuple[str, ...]
    """Type tokens."""
    judge: Callable[[Resource, Stack], Iterable[Problem]]
    alone: bool = True
    """True where a resource can be judged without the others of its stack."""
    production: bool = False
    """True where only production stacks have to obey."""

    @property
    def title(self) -> str:
        """The id with the numbers by which others know the rule."""
        numbers = ", ".join(number for number in (self.ref, *self.also) if number)
        return f"{self.id} [{numbers}]" if numbers else self.id

    @property
    def url(self) -> str:
        """The page that explains the rule."""
        return self.source or f"{PSRULE}/{self.id}/"

    def problems(self, resource: Resource, stack: Stack) -> Iterator[Problem]:
        """Yields the problems of the resource; none that a preview can't know yet."""
        if resource.type not in self.applies_to:
            return
        try:
            yield from self.judge(resource, stack)
        except NotKnownYetError:
            # The preview passes; the update knows the value and judges before it changes anything.
            return
