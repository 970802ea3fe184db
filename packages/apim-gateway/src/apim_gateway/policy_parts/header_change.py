"""What set-header and set-query-parameter share: a name, its values, and what is there already.

https://learn.microsoft.com/azure/api-management/set-header-policy
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apim_gateway.compiling.settings import choice

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.compiling.loading import Loading
    from apim_gateway.documents.element import Element
    from apim_gateway.messages.exchange import Exchange

OVERRIDE, SKIP, APPEND, DELETE = ACTIONS = ("override", "skip", "append", "delete")


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be set; `action` is one of ACTIONS."""

    name: Callable[[Exchange], str]
    action: Callable[[Exchange], str]
    values: tuple[Callable[[Exchange], str], ...]
    deleted: str | None = None
    """The name, where all that the element says is to delete it: that needs no closures."""

    @classmethod
    def of(cls, element: Element, loading: Loading) -> Change:
        """Reads the element; raises LoadError."""
        element.only(attributes=("name", "exists-action"), children=("value",))
        name = element.required("name")
        action = element.attribute("exists-action", OVERRIDE)
        deletes = loading.known(action, element.place) == DELETE
        return cls(
            loading.text(name, element.place),
            choice(element, "exists-action", loading, ACTIONS, OVERRIDE),
            tuple(loading.text(value, value.place) for value in element.all("value")),
            loading.known(name, element.place) if deletes else None,
        )

    def apply(self, action: str, existing: list[str], exchange: Exchange) -> list[str]:
        """Returns the values that shall be there instead of the existing ones."""
        if action == DELETE:
            return []
        if action == SKIP and existing:
            return existing
        values = [value(exchange) for value in self.values]
        return existing + values if action == APPEND else values
