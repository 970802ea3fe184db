"""Match: what a whole pattern has matched.

https://learn.microsoft.com/dotnet/api/system.text.regularexpressions.match
"""

from __future__ import annotations

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.text.group import Group


class Match(Group):
    """A match of the whole pattern, which is its group 0."""

    __slots__ = ()


MATCH = clr_type("Match", Match, bases=("Group",))


@MATCH.method("NextMatch", returns="Match")
def next_match(found: Match) -> Match:
    """Returns the match behind this one (`NextMatch`)."""
    if found.found is None:
        return found
    after = found.found.end() + (found.found.end() == found.found.start())
    return Match(found.found.re.search(found.found.string, after))
