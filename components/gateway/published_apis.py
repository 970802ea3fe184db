"""The APIs that publish one app, by what each of them publishes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from components.errors import ComponentError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from components.gateway.published_api import PublishedApi


@dataclass(frozen=True, slots=True)
class PublishedApis:
    """The list of APIs as the program gives it."""

    apis: Sequence[PublishedApi]

    @property
    def main(self) -> PublishedApi:
        """The API of the routes that no other one has; its versions and the product have its name.

        Raises ComponentError unless there is exactly one.
        """
        found = [one for one in self.apis if one.publishes_the_rest]
        _refuse_unless_one("APIs without a segment", [one.name for one in found])
        return found[0]

    @property
    def docs(self) -> PublishedApi | None:
        """The API of the documentation, if there is one; raises ComponentError for several."""
        found = [one for one in self.apis if one.documentation]
        _refuse_several("APIs for the documentation", [one.name for one in found])
        return found[0] if found else None

    @property
    def product(self) -> str:
        """The product whose key opens every API that needs one, by its display name.

        Empty when all are open to everybody; raises ComponentError for several.
        """
        found = sorted({one.product for one in self.apis} - {""})
        _refuse_several("products of the APIs", found)
        return found[0] if found else ""

    def backends(self, backend: str) -> dict[str, str]:
        """Returns the id of each API's backend: that of a segment ends with it."""
        return {
            one.name: f"{backend}-{one.segment}" if one.segment else backend for one in self.apis
        }


def _refuse_unless_one(what: str, names: Sequence[str]) -> None:
    if len(names) != 1:
        raise ComponentError(
            f"the {what} are {', '.join(names) or 'none'}; allowed is exactly one; correct the "
            "list of APIs in __main__.py"
        )


def _refuse_several(what: str, names: Sequence[str]) -> None:
    if len(names) > 1:
        raise ComponentError(
            f"the {what} are {', '.join(names)}; allowed is one, or none; correct the list of APIs "
            "in __main__.py"
        )
