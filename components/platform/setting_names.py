"""Names of app settings, of which every one is given by one side: the program, or the stack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.errors import ComponentError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


def refuse_settings_of(component: str, own: Collection[str], given: Iterable[str]) -> None:
    """Raises ComponentError for a given name that the component itself sets, in any case.

    `component` names the app in the message, such as `the function app gatehouse-dev`.
    """
    taken = {name.upper() for name in own}
    for name in given:
        if name.upper() in taken:
            raise ComponentError(
                f"the app setting {name} is given for {component}, which sets it itself; allowed "
                f"is any name but {', '.join(sorted(own))}; take another one, in __main__.py or in "
                "the settings and secrets of the stack"
            )
