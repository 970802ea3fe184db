"""GroupCollection: the groups of a match.

https://learn.microsoft.com/dotnet/api/system.text.regularexpressions.groupcollection
"""

from __future__ import annotations

from dataclasses import dataclass

from apim_gateway.expressions.checked.member_tables import clr_type
from apim_gateway.expressions.dotnet.collections.iteration import items
from apim_gateway.expressions.dotnet.collections.list import List
from apim_gateway.expressions.dotnet.text.match import MATCH, Match


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of a match, found by number or name (`Groups`)."""

    match: Match

    def all(self) -> List:
        """Returns the groups in order."""
        count = 0 if self.match.found is None else self.match.found.re.groups
        return List(self.match.group(at) for at in range(count + 1))


items.register(Groups, Groups.all)
GROUP_COLLECTION = clr_type(
    "GroupCollection", Groups, bases=("IEnumerable<Group>",), element="Group"
)
GROUP_COLLECTION.property("Count", "int")(lambda groups: len(groups.all()))
GROUP_COLLECTION.indexer(returns="Group")(lambda groups, key: groups.match.group(key))

MATCH.property("Groups", "GroupCollection")(Groups)
